using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

/// <summary>First layers, which keep their weights to themselves: what they learn is seen in what a step changes.</summary>
public sealed class InputMapTests
{
    private const int Features = 6, Width = 4;
    private const float Epsilon = 1e-6f;
    private static readonly Pass Training = new(IsTraining: true, 5, Numeric.Serial);
    private static readonly StepSize Unit = new(Rate: 1, SparseRate: 0.5f, Momentum: 0, WeightDecay: 0);

    [Fact]
    public void AStepOfADenseInputIsTheGradientThroughTheNetwork()
    {
        RowMatrix rows = Rows(12);
        var random = new SplitMix64(41);
        var input = new DenseInputMap(Standardization.Of(rows), Width, 0.5f, ref random);
        var network = new Network(input, [new BatchNormLayer(Width), new RectifierLayer(Width, 0.3f, part: 16), new DenseLayer(Width, 3, 0.5f, ref random)]);
        var batch = new Batch(rows, Enumerable.Range(0, 7).Select(i => 5 * i % 12).Append(5).ToArray());
        Matrix factors = Numeric.Draw(batch.Count, 3, ref random);
        float[] before = network.Input.Save();
        double[] expected = Gradient(network, batch, factors, before, step: 2e-3f);

        network.Forward(batch, Training);
        network.Backward(batch, factors, Training);
        network.Step(Unit);

        Numeric.AssertClose(expected, [.. before.Zip(network.Input.Save(), (old, now) => old - now)], 1e-2);
    }

    [Fact]
    public void AStepOfASparseInputIsTheGradientThroughTheNetworkScaledByAdaGrad()
    {
        // Of one example, the gradient by E[j] is x_j·g: AdaGrad's first step makes it E[j] − rate·(x_j·g)/‖x_j·g‖.
        RowMatrix rows = Rows(12);
        var random = new SplitMix64(42);
        var input = new SparseInputMap(rows.Columns, Width, 0.5f, dropout: 0.3f, ref random);
        var network = new Network(input, [new RectifierLayer(Width, 0.2f, part: 16, rectifies: false), new DenseLayer(Width, 3, 0.5f, ref random)]);
        var batch = new Batch(rows, Enumerable.Range(2, 1).ToArray());
        Matrix factors = Numeric.Draw(1, 3, ref random);
        float[] before = network.Input.Save();
        double[] gradient = Gradient(network, batch, factors, before, step: 1e-2f);

        network.Forward(batch, Training);
        network.Backward(batch, factors, Training);
        network.Step(Unit);

        double[] expected = [.. gradient];
        int met = 0;
        for (int feature = 0; feature < rows.Columns; feature++)
        {
            Span<double> own = expected.AsSpan(feature * Width, Width);
            double norm = Math.Sqrt(own.ToArray().Sum(value => value * value));
            met += norm > 1e-4 ? 1 : 0;
            for (int i = 0; i < Width; i++)
            {
                own[i] = norm > 1e-4 ? 0.5 * own[i] / norm : 0;
            }
        }

        Assert.InRange(met, 2, rows.Columns);
        Numeric.AssertClose(expected, [.. before.Zip(network.Input.Save(), (old, now) => old - now)], 1e-2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SparseStepsAreThoseOfAdaGradExampleByExample(int threads)
    {
        RowMatrix rows = Rows(30);
        var random = new SplitMix64(43);
        const int Wide = 80;   // Several threads' columns.
        var map = new SparseInputMap(rows.Columns, Wide, 0.1f, dropout: 0, ref random);
        double[] embeddings = [.. map.Save().Select(value => (double)value)], squares = new double[rows.Columns];
        Pass pass = Training with { Parallel = new ParallelOptions { MaxDegreeOfParallelism = threads } };
        for (int step = 0; step < 4; step++)
        {
            var batch = new Batch(rows, Enumerable.Range(step * 5, 10).Append(step).ToArray());
            Matrix gradient = Numeric.Draw(batch.Count, Wide, ref random);
            AssertForward(map.Forward(batch, pass), batch, embeddings, Wide);

            map.Backward(batch, gradient, pass);
            map.Step(Unit);
            Reference(batch, gradient, embeddings, squares, Unit.SparseRate);

            Numeric.AssertClose(embeddings, map.Save(), 1e-5);
            if (step == 2)
            {
                map.Rest();
                Array.Clear(squares);
            }
        }
    }

    [Fact]
    public void InputDropoutDropsItsShareOfFeaturesButNeverTheBias()
    {
        RowMatrix rows = Rows(400);
        var random = new SplitMix64(44);
        var map = new SparseInputMap(rows.Columns, Width, 0.1f, dropout: 0.75f, ref random);
        float[] weights = new float[rows.Columns * Width];
        weights[0] = 1;                              // The first unit sees the first feature alone,
        weights[(Features * Width) + 1] = 3;         // the second the bias.
        map.Restore(weights);
        var batch = new Batch(rows, Enumerable.Range(0, 400).ToArray());
        float[][] expected = [.. Enumerable.Range(0, 400).Select(row => ValuesOf(rows, row))];

        Matrix trained = map.Forward(batch, Training);

        int dropped = 0, present = 0;
        for (int row = 0; row < 400; row++)
        {
            float x = expected[row][0];
            present += x != 0 ? 1 : 0;
            dropped += x != 0 && trained.Row(row)[0] == 0 ? 1 : 0;
            Assert.True(trained.Row(row)[0] == 0 || Math.Abs(trained.Row(row)[0] - (4 * x)) < 1e-5);
            Assert.Equal(3 * expected[row][Features], trained.Row(row)[1]);
        }

        Assert.InRange((double)dropped / present, 0.65, 0.85);
        Matrix served = map.Forward(batch, Training with { IsTraining = false });
        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(expected[row][0], served.Row(row)[0]));
    }

    [Fact]
    public void ASparseStepWithoutAGradientIsRefused()
    {
        var random = new SplitMix64(45);
        Assert.Equal(
            "There is no gradient to step down.",
            Assert.Throws<InvalidOperationException>(() => new SparseInputMap(3, 2, 1, 0, ref random).Step(Unit)).Message);
    }

    [Fact]
    public void RowsAreStandardisedAndConstantFeaturesBecomeZero()
    {
        var builder = new ExampleSetBuilder(featureCount: 3);
        foreach (float[] row in new float[][] { [1, 7, 0], [2, 7, 0], [6, 7, 3] })
        {
            builder.Add(Codeword.Data.Features.Dense(row), ["a"]);
        }

        RowMatrix rows = RowMatrix.From(builder.Build(), new InputTransform(3, 1, Normalize: false, Bias: 1));
        var standardization = Standardization.Of(rows);
        float[] output = new float[3];
        standardization.Apply(rows.Indices(0), rows.Values(0), output);

        Numeric.AssertClose([3, 7, 1], standardization.Means, 1e-6);
        Numeric.AssertClose([-2 / Math.Sqrt(14 / 3.0), 0, -1 / Math.Sqrt(2)], output, 1e-6);
    }

    private static void Reference(in Batch batch, Matrix gradient, double[] embeddings, double[] squares, float rate)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            // The batch's gradient is a mean; an example's own is as many times larger as there are examples.
            double[] own = [.. gradient.Row(i).ToArray().Select(value => (double)value * gradient.Rows)];
            double norm = own.Sum(value => value * value);
            int row = batch.Selected.Span[i];
            for (int at = 0; at < batch.Rows.Indices(row).Length; at++)
            {
                int feature = batch.Rows.Indices(row)[at];
                double x = batch.Rows.Values(row)[at];
                squares[feature] += x * x * norm;
                for (int unit = 0; unit < own.Length; unit++)
                {
                    embeddings[(feature * own.Length) + unit] -= rate * x * own[unit] / (Math.Sqrt(squares[feature]) + Epsilon);
                }
            }
        }
    }

    private static void AssertForward(Matrix outputs, in Batch batch, double[] embeddings, int width)
    {
        double[] expected = new double[batch.Count * width];
        for (int i = 0; i < expected.Length; i++)
        {
            float[] values = ValuesOf(batch.Rows, batch.Selected.Span[i / width]);
            expected[i] = values.Select((x, feature) => x * embeddings[(feature * width) + (i % width)]).Sum();
        }

        Numeric.AssertClose(expected, outputs.Span, 1e-5);
    }

    // By all weights of the input, which are read and written as a copy.
    private static double[] Gradient(Network network, Batch batch, Matrix factors, float[] weights, float step)
    {
        float[] moved = [.. weights];
        double[] gradient = Numeric.Gradient(moved, () =>
        {
            network.Input.Restore(moved);
            return Numeric.Weighted(network.Forward(batch, Training), factors);
        }, step);
        network.Input.Restore(weights);
        return gradient;
    }

    private static float[] ValuesOf(RowMatrix rows, int row)
    {
        float[] values = new float[rows.Columns];
        for (int at = 0; at < rows.Indices(row).Length; at++)
        {
            values[rows.Indices(row)[at]] = rows.Values(row)[at];
        }

        return values;
    }

    private static RowMatrix Rows(int count) => TinyProblem.Draw(count, Features, 4, multiLabel: false, seed: 3).Rows;
}
