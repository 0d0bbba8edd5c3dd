using Codeword.Models;
using Codeword.Taxonomy;
using Codeword.Tests.Cli;

namespace Codeword.Tests.Taxonomy;

public sealed class ClassRowsTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    private static readonly float[] Values = [3, 4, 0, 0, -3, -4, 4, -3];
    private static readonly float[] Infinite = [1, float.PositiveInfinity];

    [Fact]
    public void DistancesAreOfTheDirectionsOfRows()
    {
        var rows = new ClassRows(Values, 4);
        Assert.Equal([0.6f, 0.8f], rows[0].ToArray());
        Assert.Equal((0, 1, 2, 1), (Rounded(0, 0), Rounded(0, 1), Rounded(0, 2), Rounded(0, 3)));

        double Rounded(int first, int second) => Math.Round(rows.Distance(first, second), 6);
    }

    [Fact]
    public void RowsThatAreNoneAreRefused()
    {
        Check("Found 8 values; expected as many for each of 3 rows.", () => new ClassRows(Values, 3));
        Check("Row 1 has a value that is no finite number.", () => new ClassRows(Infinite, 2));
        Check(
            "A model of the method llc has no row of real numbers a class; one of the method softmax has.", () => ClassRows.Of(Classifier.Load(codes.Model).Model));

        static void Check(string message, Func<object> call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASoftmaxHeadHasARowAClass()
    {
        string path = codes.File("softmax.codeword");
        CliRun run = CliRun.Of("train", "softmax", codes.Text, "-o", path, "--width", "16", "--epochs", "3", "--dropout", "0", "--refit", "false", "--threads", "1");
        Assert.True(run.Code == 0, run.Error);
        Model model = Classifier.Load(path).Model;
        var weights = (WeightMatrix)model.Heads.Groups[0].Weights;
        var rows = ClassRows.Of(model);
        Assert.Equal((6, 16), (rows.Count, rows.Length));
        for (int i = 0; i < 6; i++)
        {
            double[] expected = [.. Enumerable.Range(0, 16).Select(feature => (double)weights.Row(feature)[i])];
            double length = Math.Sqrt(expected.Sum(value => value * value));
            Assert.All(expected.Index(), entry => Assert.Equal(entry.Item / length, rows[i][entry.Index], 1e-5));
        }
    }
}
