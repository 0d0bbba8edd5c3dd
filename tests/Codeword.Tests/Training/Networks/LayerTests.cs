using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class LayerTests
{
    private static readonly Pass Training = new(IsTraining: true, 77, Numeric.Serial);
    private static readonly Pass Serving = new(IsTraining: false, 77, Numeric.Serial);

    public static TheoryData<string> Kinds => ["dense", "norm", "rectifier", "rectifier with dropout", "dropout alone"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GradientsAreThoseOfCentralDifferences(string kind)
    {
        var random = new SplitMix64(3);
        Layer layer = Create(kind, ref random);
        Matrix input = Numeric.Draw(9, 7, ref random), factors = Numeric.Draw(9, layer.Width, ref random);
        foreach (ref float value in input.Span)
        {
            value += value > 0 ? 0.05f : -0.05f;   // Away from the rectifier's kink.
        }

        foreach (Parameter parameter in layer.Parameters)
        {
            foreach (ref float value in parameter.Value.Span)
            {
                value += 0.3f * random.NextGaussian();
            }
        }

        double Loss() => Numeric.Weighted(layer.Forward(input, Training), factors);
        layer.Forward(input, Training);
        float[] byInput = [.. layer.Backward(input, factors, Training).Span];
        float[][] byParameters = [.. layer.Parameters.Select(parameter => parameter.Gradient.Span.ToArray())];

        Numeric.AssertGradient(input.Span, byInput, Loss);
        foreach ((Parameter parameter, float[] gradient) in layer.Parameters.Zip(byParameters))
        {
            Numeric.AssertGradient(parameter.Value.Span, gradient, Loss);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ThreadsAndEarlierBatchesChangeNothing(string kind)
    {
        var random = new SplitMix64(3);
        Layer layer = Create(kind, ref random);
        Matrix large = Numeric.Draw(200, 7, ref random), small = Numeric.Draw(70, 7, ref random), factors = Numeric.Draw(70, layer.Width, ref random);
        Pass four = Training with { Parallel = new ParallelOptions { MaxDegreeOfParallelism = 4 } };
        (float[], float[]) Run(in Pass pass) => ([.. layer.Forward(small, pass).Span], [.. layer.Backward(small, factors, pass).Span]);
        (float[] output, float[] gradient) = Run(Training);
        layer.Forward(large, Training);

        (float[] outputAgain, float[] gradientAgain) = Run(four);

        Assert.Equal(output, outputAgain);
        Assert.Equal(gradient, gradientAgain);
    }

    [Fact]
    public void BatchNormTakesTheBatchsMomentsAndKeepsRunningOnes()
    {
        var layer = new BatchNormLayer(2);
        var input = new Matrix(4, 2);
        new float[] { 1, 10, 2, 10, 3, 10, 6, 10 }.CopyTo(input.Span);   // Means 3 and 10; variances 3.5 (4.667 unbiased) and 0.

        Matrix output = layer.Forward(input, Training);

        Numeric.AssertClose([-2 / Math.Sqrt(3.5), 0, -1 / Math.Sqrt(3.5), 0, 0, 0, 3 / Math.Sqrt(3.5), 0], output.Span, 1e-5);
        Numeric.AssertClose([0.3, 1], layer.Mean, 1e-6);
        Numeric.AssertClose([0.9 + (0.1 * 14 / 3), 0.9], layer.Variance, 1e-6);
    }

    [Fact]
    public void OutsideTrainingBatchNormIsItsAffineMapAndLearnsNothing()
    {
        var random = new SplitMix64(4);
        var layer = new BatchNormLayer(7);
        Numeric.Draw(1, 7, ref random).Span.CopyTo(layer.Scale.Value.Span);
        Numeric.Draw(1, 7, ref random).Span.CopyTo(layer.Shift.Value.Span);
        for (int batch = 0; batch < 3; batch++)
        {
            layer.Forward(Numeric.Draw(20, 7, ref random), Training);
        }

        float[] mean = [.. layer.Mean];
        Matrix input = Numeric.Draw(5, 7, ref random);
        Matrix output = layer.Forward(input, Serving);

        Assert.Equal(mean, layer.Mean);
        Numeric.AssertClose([.. Enumerable.Range(0, 35).Select(i => (layer.Affine(i % 7).Factor * (double)input.Data[i]) + layer.Affine(i % 7).Summand)], output.Span, 1e-5);
    }

    [Fact]
    public void ARowAloneIsNormalisedAsOutsideTraining()
    {
        var random = new SplitMix64(4);
        var layer = new BatchNormLayer(3);
        Matrix input = Numeric.Draw(1, 3, ref random);

        float[] output = layer.Forward(input, Training).Span.ToArray();

        Assert.All(output.Zip(input.Span.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-4));   // Running mean 0, variance 1.
        Assert.All(layer.Mean, value => Assert.Equal(0, value));
        Assert.All(layer.Variance, value => Assert.Equal(1, value));
    }

    [Fact]
    public void TheRectifierDropsItsShareAndScalesTheRest()
    {
        var ones = new Matrix(100, 101);
        ones.Span.Fill(1);
        var layer = new RectifierLayer(101, 0.25f, part: 5);

        float[] trained = [.. layer.Forward(ones, Training).Span];
        float[] other = [.. layer.Forward(ones, Training with { Seed = 78 }).Span];

        Assert.InRange(trained.Count(value => value == 0), 2350, 2700);   // 2,525 expected, deviation 44.
        Assert.All(trained, value => Assert.True(value is 0 or 4 / 3f));
        Assert.NotEqual(trained, other);
        Assert.NotEqual(trained.AsSpan(0, 101).ToArray(), trained.AsSpan(101, 101).ToArray());
        Assert.NotEqual(trained, new RectifierLayer(101, 0.25f, part: 6).Forward(ones, Training).Span.ToArray());
        Assert.All(layer.Forward(ones, Serving).Span.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void TheRectifierCutsWhatIsNotAboveZero()
    {
        var input = new Matrix(1, 3);
        new float[] { -1, 0, 2 }.CopyTo(input.Span);

        Assert.Equal([0, 0, 2], new RectifierLayer(3, 0, part: 5).Forward(input, Training).Span.ToArray());
        Assert.Equal([-1, 0, 2], new RectifierLayer(3, 0, part: 5, rectifies: false).Forward(input, Training).Span.ToArray());
    }

    private static Layer Create(string kind, ref SplitMix64 random) => kind switch
    {
        "dense" => new DenseLayer(7, 4, 0.5f, ref random),
        "norm" => new BatchNormLayer(7),
        "rectifier" => new RectifierLayer(7, 0, part: 5),
        "rectifier with dropout" => new RectifierLayer(7, 0.4f, part: 5),
        _ => new RectifierLayer(7, 0.4f, part: 5, rectifies: false),
    };
}
