using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class ParameterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(50)]
    public void StepsFollowTheFormula(int count)
    {
        var random = new SplitMix64(31);
        var parameter = new Parameter(1, count);
        parameter.Draw(1, ref random);
        double[] w = [.. parameter.Value.Span.ToArray().Select(value => (double)value)], v = new double[count];
        for (int step = 0; step < 6; step++)
        {
            var size = new StepSize(0.1f / (1 + step), SparseRate: 99, Momentum: 0.9f, WeightDecay: 0.01f);
            Numeric.Draw(1, count, ref random).Span.CopyTo(parameter.Gradient.Span);
            if (step == 4)
            {
                parameter.Rest();
                Array.Clear(v);
            }

            parameter.Step(size);
            for (int i = 0; i < count; i++)
            {
                v[i] = (0.9f * v[i]) + parameter.Gradient.Data[i] + (0.01f * w[i]);
                w[i] -= size.Rate * v[i];
            }

            Numeric.AssertClose(w, parameter.Value.Span, 1e-6);
        }
    }

    [Fact]
    public void WeightsAreDrawnWithTheirDeviation()
    {
        var random = new SplitMix64(32);
        var parameter = new Parameter(100, 100);

        parameter.Draw(0.5f, ref random);

        double[] squares = [.. parameter.Value.Span.ToArray().Select(value => (double)value * value)];
        Assert.Equal(0.25, squares.Average(), 0.02);
        Assert.Equal(0, parameter.Value.Span.ToArray().Average(), 0.02f);
    }
}
