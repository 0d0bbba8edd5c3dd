using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Reports;
using Codeword.Taxonomy;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;
using Codeword.Tests.Taxonomy;

namespace Codeword.Tests.Reports;

public sealed class GeometryTests
{
    private static readonly int[] Ten = [.. Enumerable.Range(0, 10)];

    [Fact]
    public void DigitsAreJoinedAsTheDefinitionSays()
    {
        var codebook = new Codebook([new ShuffledColumn(30, 3, 1), new ShuffledColumn(30, 5, 2), new ClusteredColumn([.. Enumerable.Range(0, 30).Select(i => i / 4)], 8)]);
        int[] classes = [.. Enumerable.Range(0, 30).Where(i => i != 11)];

        // A digit is a coordinate a bucket, 1 in its own: of two that differ the squared distance is 2.
        double[][] points = [.. classes.Select(i => codebook.Columns.SelectMany(
            column => Enumerable.Range(0, column.Buckets).Select(bucket => column.DigitOf(new LabelId(i)) == bucket ? 1.0 : 0)).ToArray())];
        var reference = new ReferenceLinkage(Linkage.Average, points, [.. Enumerable.Repeat(0.5, 16)]);
        var distances = new DigitDistances(codebook, classes);
        var groups = Enumerable.Range(0, classes.Length).ToDictionary(i => i, i => new List<int> { i });
        foreach ((int kept, int gone) in new[] { (0, 3), (5, 6), (0, 5), (1, 2), (0, 1), (7, 20) })
        {
            distances.Ask(gone);
            AssertNear(gone);
            distances.Merge(kept, gone);
            groups[kept].AddRange(groups[gone]);
            groups.Remove(gone);
            distances.Ask(kept);
            AssertNear(kept);
        }

        void AssertNear(int asked) => Assert.All(
            groups.Keys.Where(other => other != asked), other => Assert.Equal(reference.Distance(groups[asked], groups[other]), distances.To(other), 1e-12));
    }

    [Fact]
    public void LeavesAreListedGroupByGroup()
    {
        // d and a differ in nothing, b and c in one bit.
        ClassTree tree = SampleTrees.Tree(SampleTrees.Codes("0000", "1110", "1111", "0000"));

        Assert.Equal([0, 3, 1, 2], ClassOrder.Leaves(tree));
        var chart = TreeChart.Of(tree, [4, 5, 6, 7], new DisplayNames(SampleTrees.Letters(8), null), 8, "bits", "average");
        Assert.Equal(["e", "f", "g", "h"], chart.Classes);
        Assert.Equal([0, 1, 4], chart.First);
        Assert.Equal([3, 2, 5], chart.Second);
        Assert.Equal([0, 1, 3.5], chart.Heights);
        Assert.Equal(8, chart.AllClasses);
        Assert.Equal([1, 1, 1, 1], chart.Groups.Select(group => group.Size));
    }

    [Fact]
    public void OfManyItemsSomeAreTakenEvenly()
    {
        Assert.Equal([0, 2, 5, 7], ClassOrder.Spaced(Ten, 4));
        Assert.Equal(Ten, ClassOrder.Spaced(Ten, 10));
        Assert.Equal(Ten, ClassOrder.Spaced(Ten, 11));
    }

    [Fact]
    public void ClassesAreTheirMeanFeatures()
    {
        Classifier model = SampleReports.OneVsAll("a", "b", "c", "d");
        ExampleSet examples = Evaluator.Read(model, Rows.Source(SampleReports.Format, "a 0:3 1:4\nb 0:1\nb 0:1 2:2\nc,a 3:-1\n"));
        float[,] cosines = ClassVectors.Of(model.Model, examples, [1, 0, 3, 2], default).Cosines(2, default);

        // b = (2, 0, 2, 0), a = (3, 4, 0, −1), d has no row, c = (0, 0, 0, −1).
        Assert.Equal(6 / Math.Sqrt(8 * 26), cosines[0, 1], 1e-6);
        Assert.Equal(1 / Math.Sqrt(26), cosines[3, 1], 1e-6);
        Assert.Equal(cosines[1, 3], cosines[3, 1]);
        Assert.Equal((0f, 0f, 0f), (cosines[0, 2], cosines[2, 2], cosines[0, 3]));
        Assert.Equal(1, cosines[1, 1], 1e-6);
    }

    [Fact]
    public void OnlyTheFirstRowsOfAClassAreAveraged()
    {
        Classifier model = SampleReports.OneVsAll("a", "b");
        string rows = string.Concat(Enumerable.Repeat("a 0:1\n", ClassVectors.MostRows)) + "a 1:1000\nb 0:1\n";
        ExampleSet examples = Evaluator.Read(model, Rows.Source(SampleReports.Format, rows));

        Assert.Equal(1, ClassVectors.Of(model.Model, examples, [0, 1], default).Cosines(1, default)[0, 1], 1e-6);
    }

    [Fact]
    public void WhereThereIsAnEncoderFeaturesAreItsOutputs()
    {
        Model model = SampleModel.Create(ModelShape.Encoded);
        float[] first = Encode(model, [0, 3], [1, 2]), second = Encode(model, [4], [1]);
        double expected = first.Zip(second, (x, y) => (double)x * y).Sum() / Math.Sqrt(first.Sum(x => (double)x * x) * second.Sum(x => (double)x * x));
        var builder = new ExampleSetBuilder(model.Labels, model.Heads.Transform.FeatureCount);
        builder.Add(Features.Sparse([0, 3], [1, 2]), ["class 1"], 1);
        builder.Add(Features.Sparse([4], [1]), ["class 2"], 1);
        Assert.Equal(expected, ClassVectors.Of(model, builder.Build(), [1, 2], default).Cosines(1, default)[0, 1], 1e-5);
    }

    private static float[] Encode(Model model, int[] indices, float[] values)
    {
        Encoder encoder = model.Heads.Encoder!;
        int[] places = new int[indices.Length + 1];
        float[] transformed = new float[indices.Length + 1], outputs = new float[encoder.Outputs];
        int count = model.Heads.Transform.Apply(Features.Sparse(indices, values), places, transformed);
        encoder.Encode(places.AsSpan(0, count), transformed.AsSpan(0, count), outputs, new float[encoder.ScratchLength]);
        return outputs;
    }
}
