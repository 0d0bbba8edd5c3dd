using Codeword.Data;

namespace Codeword.Tests.Data;

public class ExampleSetTests
{
    private static readonly LibsvmFormat Libsvm = new() { IndexBase = IndexBase.Zero };

    [Fact]
    public void TrainingCollectsLabelsAndTheDimension()
    {
        ExampleSet set = ExampleSet.Read(Rows.Source(Libsvm, "b 0:1 4:2\na 2:3\nb\n"), featurizer: null);
        Assert.Equal(3, set.Count);
        Assert.Equal(5, set.FeatureCount);
        Assert.Equal(3, set.NonZeros);
        Assert.Equal(["b", "a"], set.Labels.Names);
        Assert.Equal([0, 4], set.Row(0).Indices.ToArray());
        Assert.Equal([1, 2], set.Row(0).Values.ToArray());
        Assert.Equal([new LabelId(1)], set.LabelsOf(1).ToArray());
        Assert.True(set.Row(2).Values.IsEmpty);
        Assert.False(set.IsMultiLabel);
        Assert.Equal(1, set.WeightOf(2));
    }

    [Fact]
    public void LabelsOfARowAscendWhateverTheirOrderInTheFile()
    {
        ExampleSet set = ExampleSet.Read(Rows.Source(Libsvm, "a\nb\nc,b,a\n 0:1\n"), featurizer: null);
        Assert.True(set.IsMultiLabel);
        Assert.Equal([new LabelId(0), new LabelId(1), new LabelId(2)], set.LabelsOf(2).ToArray());
        Assert.Equal(0, set.LabelCountOf(3));
    }

    [Fact]
    public void ARowWithoutLabelsMakesASetMultiLabel() =>
        Assert.True(ExampleSet.Read(Rows.Source(Libsvm, "a 0:1\n 0:1\n"), featurizer: null).IsMultiLabel);

    [Fact]
    public void LabelsNeverSeenAreCountedAndStillCountAsTrueLabels()
    {
        LabelSet labels = LabelSet.Create(["a", "b"]);
        ExampleSet set = ExampleSet.Read(Rows.Source(Libsvm, "a,x 0:1\nb 1:1\nx\ny,z\nu,v,w\n"), null, labels, featureCount: 3);
        Assert.Same(labels, set.Labels);
        Assert.Equal(7 + 0, set.UnseenLabels);
        Assert.Equal(4, set.RowsWithUnseenLabels);
        Assert.Equal(["x", "y", "z", "u", "v"], set.UnseenLabelExamples);
        Assert.Equal([2, 1, 1, 2, 3], Enumerable.Range(0, 5).Select(set.LabelCountOf));
        Assert.Equal([1, 1, 0, 0, 0], Enumerable.Range(0, 5).Select(row => set.LabelsOf(row).Length));
    }

    [Fact]
    public void FeaturesBeyondTheModelAreLeftOutAndCounted()
    {
        ExampleSet set = ExampleSet.Read(Rows.Source(Libsvm, "a 0:1 2:1 9:1\na 3:1\n"), null, LabelSet.Create(["a"]), featureCount: 3);
        Assert.Equal(3, set.FeatureCount);
        Assert.Equal(2, set.NonZeros);
        Assert.Equal(2, set.UnseenFeatures);
        Assert.Equal(1, set.Subset([1]).UnseenFeatures);
    }

    [Fact]
    public void TextIsFeaturized()
    {
        ExampleSource source = Rows.Source(new TextFormat(), "__label__a the cat\n__label__b the dog\n");
        TextFeaturizer featurizer = TextFeaturizer.Fit(source.ReadTexts(), new TextFeaturizerOptions());
        ExampleSet set = ExampleSet.Read(source, featurizer);
        Assert.Equal(1, set.FeatureCount);
        Assert.Equal([0, 0], [.. set.Row(0).Indices, .. set.Row(1).Indices]);
        Assert.Equal([1f, 1], [.. set.Row(0).Values, .. set.Row(1).Values]);
    }

    [Fact]
    public void TextNeedsAFeaturizerAndFeaturesHaveNoUseForOne()
    {
        TextFeaturizer featurizer = TextFeaturizer.Fit([], new TextFeaturizerOptions());
        Assert.StartsWith("data holds text, which needs a featurizer.",
            Assert.Throws<ArgumentException>(() => ExampleSet.Read(Rows.Source(new TextFormat(), ""), null)).Message);
        Assert.StartsWith("data holds features, for which a featurizer has no use.",
            Assert.Throws<ArgumentException>(() => ExampleSet.Read(Rows.Source(Libsvm, ""), featurizer)).Message);
    }

    [Fact]
    public void AFaultyRowEndsTheReading() => Assert.Equal(
        2, Assert.Throws<DataFormatException>(() => ExampleSet.Read(Rows.Source(Libsvm, "a 0:1\nb x\n"), null)).Line);

    [Fact]
    public void ASubsetKeepsLabelsWeightsAndWhatWasUnseen()
    {
        var builder = new ExampleSetBuilder(LabelSet.Create(["a", "b", "c"]));
        builder.Add(Features.Sparse([1, 5], [1, 2]), ["a", "c"], 2);
        builder.Add(Features.Sparse([], []), ["new"], 3);
        builder.Add(Features.Sparse([0], [4]), ["b"], 5);
        ExampleSet set = builder.Build();
        ExampleSet subset = set.Subset([2, 0, 2]);
        Assert.Equal(3, subset.Count);
        Assert.Equal(6, subset.FeatureCount);
        Assert.Same(set.Labels, subset.Labels);
        Assert.Equal([5f, 2, 5], Enumerable.Range(0, 3).Select(subset.WeightOf));
        Assert.Equal([0, 1, 5, 0], [.. subset.Row(0).Indices, .. subset.Row(1).Indices, .. subset.Row(2).Indices]);
        Assert.Equal([4f, 1, 2, 4], [.. subset.Row(0).Values, .. subset.Row(1).Values, .. subset.Row(2).Values]);
        Assert.Equal([new LabelId(0), new LabelId(2)], subset.LabelsOf(1).ToArray());
        Assert.Equal(0, subset.UnseenLabels);
        Assert.Equal(1, set.Subset([1]).UnseenLabels);
        Assert.Equal(1, set.Subset([1]).LabelCountOf(0));
        Assert.Equal(0, set.Subset([]).Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void ARowThatIsNotThereIsABadCall(int row)
    {
        ExampleSet set = ExampleSet.Read(Rows.Source(Libsvm, "a 0:1\n"), null);
        Assert.StartsWith("The set has 1 rows.", Assert.Throws<ArgumentOutOfRangeException>(() => set.WeightOf(row)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Row(row).Values.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.LabelsOf(row).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.LabelCountOf(row));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Subset([row]));
    }
}
