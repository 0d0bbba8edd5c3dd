using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class BitLossTests
{
    private static readonly float[] Codes = [1, 0, 1, 0, 0, 1];   // Two classes of three bits.
    private static readonly int[] Classes = [1, 0, 0, 1];
    private static readonly float[] Costs = [1, 2, 0.5f, 0];

    [Fact]
    public void TheLossIsTheMeanCrossEntropyOfTheBitsAndHasItsGradient()
    {
        var random = new SplitMix64(21);
        Matrix outputs = Numeric.Draw(4, 3, ref random);
        var gradient = new Matrix(4, 3);
        double Loss(Matrix into) => new BitLoss(Codes, 3).Evaluate(outputs, Classes, Costs, into, new Pass(IsTraining: true, 1, Numeric.Serial));
        double expected = 0;
        for (int i = 0; i < 12; i++)
        {
            double probability = 1 / (1 + Math.Exp(-outputs.Data[i]));
            expected -= Costs[i / 3] / 12 * Math.Log(Codes[(3 * Classes[i / 3]) + (i % 3)] > 0 ? probability : 1 - probability);
        }

        Assert.Equal(expected, Loss(gradient), 1e-6);
        Numeric.AssertGradient(outputs.Span, gradient.Span, () => Loss(new Matrix(4, 3)));
    }

    [Fact]
    public void OutputsFarOutStayFinite()
    {
        var outputs = new Matrix(1, 3);
        new float[] { 1e30f, -1e30f, 200 }.CopyTo(outputs.Span);
        var gradient = new Matrix(1, 3);

        double loss = new BitLoss(Codes, 3).Evaluate(outputs, new int[1], new float[] { 1 }, gradient, new Pass(IsTraining: true, 1, Numeric.Serial));

        Assert.Equal(0, loss, 1e-6);
        Assert.All(gradient.Span.ToArray(), value => Assert.Equal(0, value, 1e-6f));
    }

    [Fact]
    public void OutputsThatAreNoNumbersMakeTheLossNone()
    {
        var outputs = new Matrix(1, 3);
        (outputs.Data[0], outputs.Data[1]) = (float.PositiveInfinity, float.NegativeInfinity);
        var gradient = new Matrix(1, 3);
        Assert.Equal(double.NaN, new BitLoss(Codes, 3).Evaluate(outputs, Classes.AsMemory(0, 1), Costs.AsMemory(0, 1), gradient, new Pass(IsTraining: true, 0, Numeric.Serial)));
        Assert.Equal([0f, 0, 0], gradient.Data);
    }
}
