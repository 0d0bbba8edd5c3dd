using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class DigitLossTests
{
    private const int Width = 3, Batch = 4;
    private static readonly Pass Serial = new(IsTraining: true, 1, Numeric.Serial);
    private static readonly int[] Rows = [6, 0, 3, 11];
    private static readonly float[] Costs = [1, 0.5f, 3, 0];

    [Theory]
    [InlineData(HeadLoss.Softmax, 0f)]
    [InlineData(HeadLoss.Softmax, 0.2f)]
    [InlineData(HeadLoss.Logistic, 0f)]
    public void GradientsAreThoseOfCentralDifferencesAndTheLossIsTheFormula(HeadLoss kind, float smoothing)
    {
        var random = new SplitMix64(8);
        (DigitLoss loss, ExampleSet examples, DigitColumn[] columns) = Create(kind, smoothing, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        double Loss() => Evaluate(loss, outputs).Loss;

        (double value, float[] byOutputs) = Evaluate(loss, outputs);
        float[] byDigits = [.. loss.Digits.Gradient.Span];

        Assert.Equal(Formula(loss, outputs, examples, columns, kind, smoothing), value, 1e-5);
        Numeric.AssertGradient(outputs.Span, byOutputs, Loss);
        Assert.All(byOutputs[^Width..], own => Assert.Equal(0, own));   // What costs nothing teaches nothing.
        foreach ((int first, int count) in (ReadOnlySpan<(int, int)>)[(0, 5), (16, 18)])
        {
            Numeric.AssertGradient(loss.Digits.Value.Span.Slice(first * Width, count * Width), byDigits.AsSpan(first * Width, count * Width), Loss);
        }
    }

    [Fact]
    public void OneDigitAClassIsTheRealValuedHead()
    {
        var random = new SplitMix64(9);
        ExampleSet examples = TinyProblem.Draw(20, 4, 5, multiLabel: false, seed: 3).Examples;
        DigitColumn[] columns = [new IdentityColumn(40)];
        var digits = new DigitLoss(columns, [BucketTargets.From(examples, columns[0])], Width, HeadLoss.Softmax, 0.1f);
        var classes = new ClassLoss(40, Width, null, false, 0.1f);
        Numeric.Draw(40, Width, ref random).Span.CopyTo(classes.Classes.Value.Span);
        classes.Classes.Value.Span.CopyTo(digits.Digits.Value.Span);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        var expected = new Matrix(Batch, Width);
        int[] labels = [.. Rows.Select(row => examples.LabelsOf(row)[0].Value)];

        double expectedLoss = classes.Evaluate(outputs, labels, Costs, expected, Serial);
        (double loss, float[] gradient) = Evaluate(digits, outputs);
        StepSize step = new(0.3f, 1, 0.5f, 0.01f);
        classes.Step(step);
        digits.Step(step);

        Assert.Equal(expectedLoss, loss, 1e-5);
        Numeric.AssertClose([.. expected.Span.ToArray().Select(value => (double)value)], gradient, 1e-5);
        Numeric.AssertClose([.. classes.Classes.Value.Span.ToArray().Select(value => (double)value)], digits.Digits.Value.Span, 1e-5);
    }

    [Fact]
    public void AHeadLearnsAmongOthersAsItDoesAlone()
    {
        var random = new SplitMix64(10);
        (DigitLoss both, ExampleSet examples, DigitColumn[] columns) = Create(HeadLoss.Softmax, 0.1f, ref random);
        var one = new DigitLoss(columns[..1], [BucketTargets.From(examples, columns[0])], Width, HeadLoss.Softmax, 0.1f);
        both.Digits.Value.Span[..(16 * Width)].CopyTo(one.Digits.Value.Span);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        for (int i = 0; i < 5; i++)
        {
            Evaluate(both, outputs);
            Evaluate(one, outputs);
            both.Step(new StepSize(0.5f, 1, 0.8f, 0.02f));
            one.Step(new StepSize(0.5f, 1, 0.8f, 0.02f));
        }

        Numeric.AssertClose([.. one.Digits.Value.Span.ToArray().Select(value => (double)value)], both.Digits.Value.Span[..(16 * Width)], 1e-5);
    }

    [Theory]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void PaddingStaysZeroAndTheWeightsAreThoseOfTheBuckets(HeadLoss kind)
    {
        var random = new SplitMix64(13);
        (DigitLoss loss, _, _) = Create(kind, 0.1f, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        float[] copy = loss.Save();
        for (int i = 0; i < 5; i++)
        {
            Evaluate(loss, outputs);
            loss.Step(new StepSize(0.5f, 0.5f, 0.9f, 0.01f));
        }

        Assert.All(Enumerable.Range(5, 11).Concat(Enumerable.Range(34, 14)), row => Assert.Equal([0f, 0, 0], loss.Digits.Value.Row(row).ToArray()));
        var weights = new WeightMatrix(Width + 1, 5 + 18);
        loss.CopyWeights(weights);
        Assert.Equal(
            Enumerable.Range(0, 5).Concat(Enumerable.Range(16, 18)).Select(row => loss.Digits.Value.Row(row)[1]), weights.Row(1).ToArray());
        Assert.Equal(new float[23], weights.Row(Width).ToArray());
        Assert.NotEqual(copy, loss.Save());
        loss.Restore(copy);
        Assert.Equal(copy, loss.Save());
    }

    [Fact]
    public void DigitsAreCountedRightWhereTheHighestBucketIsTheRows()
    {
        var random = new SplitMix64(15);
        (DigitLoss loss, ExampleSet examples, DigitColumn[] columns) = Create(HeadLoss.Logistic, 0, ref random);
        BucketTargets[] truth = [.. columns.Select(column => BucketTargets.From(examples, column))];
        Matrix outputs = Numeric.Draw(10, Width, ref random);
        int expected = 0;
        for (int row = 0; row < 10; row++)
        {
            for (int r = 0; r < 2; r++)
            {
                double[] logits = Logits(loss, outputs, row, r == 0 ? 0 : 16, columns[r].Buckets);
                expected += examples.LabelsOf(5 + row).ToArray().Any(label => columns[r].DigitOf(label) == Array.IndexOf(logits, logits.Max())) ? 1 : 0;
            }
        }

        Assert.Equal(expected, loss.CountRight(outputs, truth, 5, Numeric.Serial));
        Assert.InRange(expected, 1, 19);
    }

    [Fact]
    public void OutputsThatAreNoNumbersMakeTheLossNone()
    {
        var random = new SplitMix64(16);
        (DigitLoss loss, _, _) = Create(HeadLoss.Softmax, 0, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        outputs.Data[0] = float.NaN;

        (double value, float[] gradient) = Evaluate(loss, outputs);

        Assert.Equal(double.NaN, value);
        Assert.Equal([0f, 0, 0], gradient[..Width]);
    }

    // Two digits, of 5 and of 18 buckets, the first padded to 16 rows and the second to 32; Logistic rows have none to three labels.
    private static (DigitLoss Loss, ExampleSet Examples, DigitColumn[] Columns) Create(HeadLoss kind, float smoothing, ref SplitMix64 random)
    {
        ExampleSet examples = TinyProblem.Draw(20, 4, 5, multiLabel: kind == HeadLoss.Logistic, seed: 3).Examples;
        DigitColumn[] columns = [new ShuffledColumn(40, 5, 1), new ShuffledColumn(40, 18, 2)];
        var loss = new DigitLoss(columns, [.. columns.Select(column => BucketTargets.From(examples, column))], Width, kind, smoothing);
        Numeric.Draw(5, Width, ref random).Span.CopyTo(loss.Digits.Value.Span);
        Numeric.Draw(18, Width, ref random).Span.CopyTo(loss.Digits.Value.Span[(16 * Width)..]);
        return (loss, examples, columns);
    }

    private static double Formula(DigitLoss loss, Matrix outputs, ExampleSet examples, DigitColumn[] columns, HeadLoss kind, float smoothing)
    {
        double sum = 0;
        for (int row = 0; row < Batch; row++)
        {
            for (int r = 0; r < 2; r++)
            {
                int buckets = columns[r].Buckets;
                double[] z = Logits(loss, outputs, row, r == 0 ? 0 : 16, buckets);
                HashSet<int> own = [.. examples.LabelsOf(Rows[row]).ToArray().Select(label => columns[r].DigitOf(label))];
                double logSum = Math.Log(z.Sum(Math.Exp));
                sum += Costs[row] / (2.0 * Batch) * Enumerable.Range(0, buckets).Sum(b => kind == HeadLoss.Softmax
                    ? ((own.Contains(b) ? 1 - smoothing : 0) + (smoothing / buckets)) * (logSum - z[b])
                    : Math.Log(1 + Math.Exp(own.Contains(b) ? -z[b] : z[b])));
            }
        }

        return sum;
    }

    private static double[] Logits(DigitLoss loss, Matrix outputs, int row, int first, int buckets) =>
        [.. Enumerable.Range(first, buckets).Select(bucket => Enumerable.Range(0, Width).Sum(j => (double)outputs.Row(row)[j] * loss.Digits.Value.Row(bucket)[j]))];

    private static (double Loss, float[] Gradient) Evaluate(DigitLoss loss, Matrix outputs)
    {
        var gradient = new Matrix(Batch, Width);
        double value = loss.Evaluate(outputs, Rows, Costs, gradient, Serial);
        return (value, [.. gradient.Span]);
    }
}
