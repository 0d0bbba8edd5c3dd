using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Tests.Numerics;

public sealed class VectorMathTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 15, 16, 17, 31, 32, 33, 100, 257];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void MultiplyAddIsOneRoundingAnElement(int length)
    {
        float[] x = Draw(length, 1);
        float[] y = Draw(length, 2);
        float[] expected = [.. x.Zip(y, (a, b) => MathF.FusedMultiplyAdd(0.3f, a, b))];

        VectorMath.MultiplyAdd(0.3f, x, y);

        Assert.Equal(expected, y);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void DotIsSumsInSixteenLanesThenTheRest(int length)
    {
        float[] x = Draw(length, 3);
        float[] y = Draw(length, 4);
        float[] lanes = new float[16];
        int whole = length / 16 * 16;
        for (int i = 0; i < whole; i++)
        {
            lanes[i % 16] = MathF.FusedMultiplyAdd(x[i], y[i], lanes[i % 16]);
        }

        float expected = SumInOrder(lanes);
        for (int i = whole; i < length; i++)
        {
            expected = MathF.FusedMultiplyAdd(x[i], y[i], expected);
        }

        Assert.Equal(expected, VectorMath.Dot(x, y));
        Assert.Equal(x.Zip(y, (a, b) => (double)a * b).Sum(), VectorMath.Dot(x, y), 1e-5);
    }

    [Fact]
    public void TheSumIsPairwiseInOneOrder()
    {
        // Large numbers that cancel only if lanes 0 and 8 meet first.
        float[] lanes = [1e30f, 1, 2, 3, 4, 5, 6, 7, -1e30f, 9, 10, 11, 12, 13, 14, 15];
        Assert.Equal(112, VectorMath.Sum(Vector512.Create<float>(lanes)));
        Assert.Equal(SumInOrder(lanes), VectorMath.Sum(Vector512.Create<float>(lanes)));

        for (ulong seed = 0; seed < 50; seed++)
        {
            float[] drawn = Draw(16, seed);
            Assert.Equal(SumInOrder(drawn), VectorMath.Sum(Vector512.Create<float>(drawn)));
        }
    }

    [Fact]
    public void ExpIsWithinItsUnitsInTheLastPlace()
    {
        double worst = 0;
        for (double x = -87; x <= 88; x += 0.000_31)
        {
            worst = Math.Max(worst, UnitsOff(VectorMath.Exp((float)x), Math.Exp((float)x)));
        }

        Assert.InRange(worst, 0.5, 2);
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1e-30f, 1f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(-87.01f, 0f)]
    [InlineData(-1e30f, 0f)]
    public void ExpOfSpecialNumbersIsExact(float x, float expected) => Assert.Equal(expected, VectorMath.Exp(x));

    [Fact]
    public void ExpStopsRisingAtEightyEight()
    {
        Assert.Equal(VectorMath.Exp(88), VectorMath.Exp(89));
        Assert.Equal(VectorMath.Exp(88), VectorMath.Exp(float.PositiveInfinity));
        Assert.True(float.IsNormal(VectorMath.Exp(-87)));
        Assert.True(float.IsNaN(VectorMath.Exp(float.NaN)));
    }

    [Fact]
    public void AllLanesOfExpAreAlike()
    {
        float[] x = [.. Draw(16, 6).Select(value => 80 * value)];
        Vector512<float> all = VectorMath.Exp(Vector512.Create<float>(x));

        Assert.All(Enumerable.Range(0, 16), lane => Assert.Equal(VectorMath.Exp(x[lane]), all.GetElement(lane)));
    }

    [Fact]
    public void LogIsWithinItsRelativeError()
    {
        var random = new SplitMix64(8);
        double worst = 0;
        for (int i = 0; i < 300_000; i++)
        {
            double spread = i % 3 == 0 ? Math.Exp(1400 * (random.NextDouble() - 0.5)) : i % 3 == 1 ? 1 + ((random.NextDouble() - 0.5) / 50) : 4 * random.NextDouble();
            worst = Math.Max(worst, Math.Abs(VectorMath.Log(spread) - Math.Log(spread)) / Math.Abs(Math.Log(spread)));
        }

        Assert.InRange(worst, 0, 1e-15);
    }

    [Fact]
    public void LogOfSpecialNumbersIsExact()
    {
        Assert.Equal(0, VectorMath.Log(1));
        Assert.Equal(Math.Log(2), VectorMath.Log(2));
        Assert.Equal(Math.Log(1024), VectorMath.Log(1024));
        Assert.Equal(Math.Log(double.MaxValue), VectorMath.Log(double.MaxValue), 1e-12);
        Assert.Equal(Math.Log(2.2250738585072014e-308), VectorMath.Log(2.2250738585072014e-308), 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(4.9e-324)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void LogRefusesWhatHasNone(double x) => Assert.StartsWith(
        "The logarithm is taken of positive normal numbers only.",
        Assert.Throws<ArgumentOutOfRangeException>(nameof(x), () => VectorMath.Log(x)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void SpansOfDifferentLengthAreRefused()
    {
        Assert.StartsWith(
            "x has 3 elements, y 2; expected as many.",
            Assert.Throws<ArgumentException>("y", () => VectorMath.Dot(new float[3], new float[2])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "x has 0 elements, y 16; expected as many.",
            Assert.Throws<ArgumentException>("y", () => VectorMath.MultiplyAdd(1, [], new float[16])).Message,
            StringComparison.Ordinal);
    }

    private static float SumInOrder(float[] lanes)
    {
        float[] by8 = [.. Enumerable.Range(0, 8).Select(i => lanes[i] + lanes[i + 8])];
        float[] by4 = [.. Enumerable.Range(0, 4).Select(i => by8[i] + by8[i + 4])];
        return (by4[0] + by4[2]) + (by4[1] + by4[3]);
    }

    private static double UnitsOff(float found, double truth)
    {
        float near = (float)truth;
        return Math.Abs(found - truth) / ((double)MathF.BitIncrement(near) - near);
    }

    private static float[] Draw(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
