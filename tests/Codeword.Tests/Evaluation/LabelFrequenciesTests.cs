using Codeword.Data;
using Codeword.Evaluation;

namespace Codeword.Tests.Evaluation;

public sealed class LabelFrequenciesTests
{
    [Fact]
    public void DecilesHoldEquallyManyClassesAndTiesGoByLabelId()
    {
        // 20 labels, two to a decile. Frequencies 5, 9, 5, 5, then zeros: label 1 leads, 0 and 2 and 3 follow in the order of their ids.
        var labels = new LabelFrequencies([5, 9, 5, 5, .. new long[16]], 24);

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], Enumerable.Range(0, 8).Select(value => labels.DecileOf(new LabelId(value))).Order());
        Assert.Equal((1, 1), (labels.DecileOf(new LabelId(1)), labels.DecileOf(new LabelId(0))));
        Assert.Equal((2, 2), (labels.DecileOf(new LabelId(2)), labels.DecileOf(new LabelId(3))));
        Assert.Equal(10, labels.DecileOf(new LabelId(19)));
        Assert.Equal((20, 24, 9), (labels.LabelCount, labels.TrainingRows, labels.RowsOf(new LabelId(1))));
    }

    [Fact]
    public void DecilesDifferByAtMostOneClass()
    {
        var labels = new LabelFrequencies(new long[23], 1);

        int[] sizes = [.. Enumerable.Range(0, 23).GroupBy(value => labels.DecileOf(new LabelId(value))).Select(group => group.Count())];

        Assert.Equal(10, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 2, 3));
    }

    [Fact]
    public void PropensitiesAreThoseOfJainAndOthers()
    {
        // N = 1000, N_l = 10, A = 0.55, B = 1.5: C = (6.907755 − 1)·2.5^0.55 = 5.907755·1.655263 = 9.778889;
        // 11.5^−0.55 = 0.260985; 1/p = 1 + 9.778889·0.260985 = 3.552147.
        var labels = new LabelFrequencies([10, 0], 1000);

        Assert.Equal(3.552147, labels.InversePropensityOf(new LabelId(0)), 1e-6);
        Assert.Equal(labels.UnseenInversePropensity, labels.InversePropensityOf(new LabelId(1)));
        Assert.Equal((0.5, 0.4), (PropensityModel.Wikipedia.A, PropensityModel.Wikipedia.B));
        Assert.Equal((0.6, 2.6), (PropensityModel.Amazon.A, PropensityModel.Amazon.B));
    }

    [Fact]
    public void ATinyTrainingSetGivesNoPropensityAboveOne()
    {
        var model = new PropensityModel();

        Assert.Equal([1.0, 1.0, 1.0], new[] { model.InversePropensity(0, 0), model.InversePropensity(1, 1), model.InversePropensity(0, 2) });
        Assert.True(model.InversePropensity(0, 3) > 1);
    }

    [Fact]
    public void WrongNumbersAreRefused()
    {
        Assert.StartsWith(
            "Found 3 rows of label 1; expected 0 to 2, the training rows.",
            Assert.Throws<ArgumentException>(() => new LabelFrequencies([1, 3], 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LabelFrequencies([-1], 2));
        Assert.StartsWith(
            "The training data has the labels 0 to 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new LabelFrequencies([1], 2).RowsOf(new LabelId(1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelFrequencies([1], 2).DecileOf(new LabelId(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PropensityModel { A = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PropensityModel { B = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PropensityModel().InversePropensity(3, 2));
    }
}
