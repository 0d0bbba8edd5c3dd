using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class ClassLossTests
{
    private const int Classes = 5, Width = 3, Batch = 4;
    private static readonly Pass Serial = new(IsTraining: true, 1, Numeric.Serial);
    private static readonly int[] Targets = [4, 0, 2, 0];
    private static readonly float[] Costs = [1, 0.5f, 3, 0];

    [Theory]
    [InlineData(null, 0f)]
    [InlineData(null, 0.1f)]
    [InlineData(CodeEstimator.Tanh, 0f)]
    [InlineData(CodeEstimator.Tanh, 0.3f)]
    public void GradientsAreThoseOfCentralDifferences(CodeEstimator? estimator, float smoothing)
    {
        var random = new SplitMix64(8);
        ClassLoss loss = Create(estimator, false, smoothing, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        double Loss() => Evaluate(loss, outputs).Loss;
        float[] byOutputs = Evaluate(loss, outputs).Gradient;
        float[] byClasses = [.. loss.Classes.Gradient.Span[..(Classes * Width)]];

        Numeric.AssertGradient(outputs.Span, byOutputs, Loss);
        Numeric.AssertGradient(loss.Classes.Value.Span[..(Classes * Width)], byClasses, Loss);
        Assert.All(byOutputs[^Width..], value => Assert.Equal(0, value));   // What costs nothing teaches nothing.
    }

    [Theory]
    [InlineData(null, 0.1f)]
    [InlineData(CodeEstimator.Identity, 0f)]
    [InlineData(CodeEstimator.Clipped, 0.1f)]
    [InlineData(CodeEstimator.Tanh, 0.1f)]
    public void TheLossIsTheFormula(CodeEstimator? estimator, float smoothing)
    {
        var random = new SplitMix64(9);
        ClassLoss loss = Create(estimator, false, smoothing, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        double expected = 0;
        for (int row = 0; row < Batch; row++)
        {
            double[] logits = [.. Enumerable.Range(0, Classes).Select(c => Enumerable.Range(0, Width).Sum(j => outputs.Row(row)[j] * Code(loss.Classes.Value.Row(c)[j])))];
            double logSum = Math.Log(logits.Sum(Math.Exp));
            expected += Costs[row] / Batch * Enumerable.Range(0, Classes).Sum(c => ((c == Targets[row] ? 1 - smoothing : 0) + (smoothing / Classes)) * (logSum - logits[c]));
        }

        Assert.Equal(expected, Evaluate(loss, outputs).Loss, 1e-5);

        double Code(float real) => estimator switch { null => real, CodeEstimator.Tanh => Math.Tanh(real), _ => real > 0 ? 1 : -1 };
    }

    [Theory]
    [InlineData(CodeEstimator.Identity)]
    [InlineData(CodeEstimator.Clipped)]
    public void TheGradientPassesTheSignStraight(CodeEstimator estimator)
    {
        var random = new SplitMix64(10);
        ClassLoss loss = Create(estimator, false, 0.1f, ref random);
        loss.Classes.Value.Row(1)[0] = 0;
        loss.Classes.Value.Row(1)[1] = 1;
        loss.Classes.Value.Row(1)[2] = -1.0001f;
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        ClassLoss codes = Create(null, false, 0.1f, ref random);
        loss.Evaluated().Span[..(Classes * Width)].CopyTo(codes.Classes.Value.Span);

        (double value, float[] gradient) = Evaluate(loss, outputs);

        (double expected, float[] expectedGradient) = Evaluate(codes, outputs);
        Assert.Equal(expected, value);
        Assert.Equal(expectedGradient, gradient);
        float[] real = [.. loss.Classes.Value.Span];
        Assert.Equal(
            codes.Classes.Gradient.Span.ToArray().Select((g, i) => estimator == CodeEstimator.Clipped && Math.Abs(real[i]) > 1 ? 0 : g),
            loss.Classes.Gradient.Span.ToArray());
        Assert.NotEqual(0, loss.Classes.Gradient.Row(1)[0]);
        Assert.NotEqual(0, loss.Classes.Gradient.Row(1)[1]);
        Assert.Equal(estimator == CodeEstimator.Clipped, loss.Classes.Gradient.Row(1)[2] == 0);
        Assert.Contains(real, value => Math.Abs(value) > 1);
    }

    [Theory]
    [InlineData(CodeEstimator.Identity)]
    [InlineData(CodeEstimator.Tanh)]
    public void SignsOnBothSidesPassTheGradientToTheOutputs(CodeEstimator estimator)
    {
        var random = new SplitMix64(11);
        ClassLoss both = Create(estimator, true, 0, ref random), one = Create(estimator, false, 0, ref random);
        both.Save().CopyTo(one.Classes.Value.Span);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        outputs.Row(2)[1] = 0;
        var signs = new Matrix(Batch, Width);
        for (int i = 0; i < signs.Data.Length; i++)
        {
            signs.Data[i] = outputs.Data[i] > 0 ? 1 : -1;
        }

        (double value, float[] gradient) = Evaluate(both, outputs);

        (double expected, float[] expectedGradient) = Evaluate(one, signs);
        Assert.Equal(expected, value);
        Assert.Equal(expectedGradient, gradient);
        Assert.Equal(one.Classes.Gradient.Span.ToArray(), both.Classes.Gradient.Span.ToArray());
        Assert.NotEqual(value, Evaluate(one, outputs).Loss);
    }

    [Theory]
    [InlineData(CodeEstimator.Identity)]
    [InlineData(CodeEstimator.Clipped)]
    [InlineData(CodeEstimator.Tanh)]
    public void TheSignOfZeroIsMinusOne(CodeEstimator estimator)
    {
        var random = new SplitMix64(12);
        ClassLoss loss = Create(estimator, false, 0, ref random);
        (loss.Classes.Value.Row(0)[0], loss.Classes.Value.Row(0)[1], loss.Classes.Value.Row(0)[2]) = (0, -0f, float.Epsilon);

        Assert.Equal([-1, -1, 1], loss.Evaluated().Row(0).ToArray());
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        double zero = Evaluate(loss, outputs).Loss;
        (loss.Classes.Value.Row(0)[0], loss.Classes.Value.Row(0)[1]) = (-1e-7f, -1e-7f);
        Assert.Equal(zero, Evaluate(loss, outputs).Loss, 1e-6);
    }

    [Fact]
    public void ARealHeadIsEvaluatedAsItIs()
    {
        var random = new SplitMix64(12);
        ClassLoss loss = Create(null, false, 0, ref random);

        Assert.Same(loss.Classes.Value, loss.Evaluated());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CodeEstimator.Identity)]
    [InlineData(CodeEstimator.Clipped)]
    [InlineData(CodeEstimator.Tanh)]
    public void PaddingStaysZero(CodeEstimator? estimator)
    {
        var random = new SplitMix64(13);
        ClassLoss loss = Create(estimator, estimator is not null, 0.1f, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        for (int step = 0; step < 5; step++)
        {
            Evaluate(loss, outputs);
            loss.Step(new StepSize(0.5f, 0.5f, 0.9f, 0.01f));
        }

        Assert.Equal(16, loss.Classes.Value.Rows);
        Assert.All(loss.Classes.Value.Span[(Classes * Width)..].ToArray(), value => Assert.Equal(0, value));
        Assert.All(loss.Classes.Gradient.Span[(Classes * Width)..].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void StepsLowerTheLossAndACopyIsPutBack()
    {
        var random = new SplitMix64(14);
        ClassLoss loss = Create(null, false, 0.1f, ref random);
        Matrix outputs = Numeric.Draw(Batch, Width, ref random);
        double first = Evaluate(loss, outputs).Loss;
        float[] copy = loss.Save();
        for (int step = 0; step < 20; step++)
        {
            Evaluate(loss, outputs);
            loss.Step(new StepSize(0.3f, 1, 0, 0));
        }

        Assert.InRange(Evaluate(loss, outputs).Loss, 0, 0.9 * first);
        loss.Restore(copy);
        Assert.Equal(first, Evaluate(loss, outputs).Loss);
    }

    private static ClassLoss Create(CodeEstimator? estimator, bool bothBinary, float smoothing, ref SplitMix64 random)
    {
        var loss = new ClassLoss(Classes, Width, estimator, bothBinary, smoothing);
        Numeric.Draw(Classes, Width, ref random).Span.CopyTo(loss.Classes.Value.Span);
        return loss;
    }

    private static (double Loss, float[] Gradient) Evaluate(ClassLoss loss, Matrix outputs)
    {
        var gradient = new Matrix(Batch, Width);
        double value = loss.Evaluate(outputs, Targets, Costs, gradient, Serial);
        return (value, [.. gradient.Span]);
    }
}
