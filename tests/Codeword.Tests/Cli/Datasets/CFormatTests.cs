using Codeword.Cli.Datasets;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Cli.Datasets;

public class CFormatTests
{
    // What glibc's printf("%.5g") prints.
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1.0, "1")]
    [InlineData(-1.0, "-1")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(1 / 3.0, "0.33333")]
    [InlineData(2 / 3.0, "0.66667")]
    [InlineData(10.0, "10")]
    [InlineData(100.0, "100")]
    [InlineData(1000.5, "1000.5")]
    [InlineData(99999.0, "99999")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(-0.00012345, "-0.00012345")]
    [InlineData(9.99994, "9.9999")]
    public void FiveDigitsWithoutTrailingZeros(double value, string expected) => Assert.Equal(expected, General(value));

    [Theory]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e-18, "1e-18")]
    [InlineData(-1.2345e-18, "-1.2345e-18")]
    [InlineData(100000.0, "1e+05")]
    [InlineData(123456.0, "1.2346e+05")]
    [InlineData(1.2345e22, "1.2345e+22")]
    [InlineData(9.9999e37, "9.9999e+37")]
    public void AnExponentStandsBelowMinus4AndFrom5On(double value, string expected) => Assert.Equal(expected, General(value));

    [Theory]
    [InlineData(12345.5, "12346")]
    [InlineData(12346.5, "12346")]
    [InlineData(99998.5, "99998")]
    [InlineData(100005.0, "1e+05")]
    [InlineData(100015.0, "1.0002e+05")]
    [InlineData(1.0000152587890625, "1")]
    [InlineData(0.5000457763671875, "0.50005")]
    [InlineData(1.00005, "1.0001")]
    [InlineData(0.999995, "0.99999")]
    [InlineData(0.000123455, "0.00012345")]
    public void TiesGoToTheEvenDigitAndOnlyTrueTiesAreTies(double value, string expected) => Assert.Equal(expected, General(value));

    [Theory]
    [InlineData(9.99995, "10")]
    [InlineData(99999.5, "1e+05")]
    [InlineData(0.9999951, "1")]
    [InlineData(0.0000999999, "0.0001")]
    [InlineData(9.999999e-6, "1e-05")]
    public void RoundingMayCarryIntoAnotherDigit(double value, string expected) => Assert.Equal(expected, General(value));

    [Theory]
    [InlineData(0.0, "0.000000")]
    [InlineData(-0.0, "-0.000000")]
    [InlineData(1.0, "1.000000")]
    [InlineData(1.6931471805599454, "1.693147")]
    [InlineData(0.0000005, "0.000000")]
    [InlineData(0.00000051, "0.000001")]
    [InlineData(0.0078125, "0.007812")]
    [InlineData(0.0234375, "0.023438")]
    [InlineData(9.9999996, "10.000000")]
    [InlineData(-123456789.25, "-123456789.250000")]
    public void FixedGivesSixPlaces(double value, string expected) => Assert.Equal(expected, Fixed(value));

    [Fact]
    public void NumbersOfEveryMagnitudeAreWrittenAsTheObviousVersionWritesThem()
    {
        var random = new SplitMix64(7);
        for (int i = 0; i < 20_000; i++)
        {
            double value = Math.Pow(10, (random.NextDouble() * 55.9) - 17.95);
            Assert.Equal(ObviousFormat.General(value), General(value));
        }
    }

    [Fact]
    public void TiesOfEveryMagnitudeAreWrittenAsTheObviousVersionWritesThem()
    {
        // 10 · n + 5 has six digits with a 5 at the end, and is no less a tie after exact multiplications by ten.
        var random = new SplitMix64(8);
        for (int i = 0; i < 2_000; i++)
        {
            double tie = ((10_000 + random.NextIndex(90_000)) * 10) + 5;
            for (int power = 0; power < 15; power++, tie *= 10)
            {
                Assert.Equal(ObviousFormat.General(tie), General(tie));
                Assert.Equal(ObviousFormat.General(Math.BitIncrement(tie)), General(Math.BitIncrement(tie)));
                Assert.Equal(ObviousFormat.General(Math.BitDecrement(tie)), General(Math.BitDecrement(tie)));
            }
        }
    }

    [Theory]
    [InlineData(9e-19)]
    [InlineData(1e38)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void OtherNumbersAreRefused(double value)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => General(value));
        Assert.StartsWith("The magnitude must be 0 or in [1e-18, 1e38).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FixedRefusesWhatItHasNoRoomFor()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fixed(1e31));
        Assert.StartsWith("The magnitude must be 0 or in [1e-18, 1e31).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        char[] text = new char[CFormat.FixedLength];

        Assert.Equal(0, Allocations.WhenWarm(() =>
        {
            for (double value = 1e-7; value < 1e7; value *= 1.7)
            {
                CFormat.General(value, text);
                CFormat.Fixed(value, text);
            }
        }));
    }

    private static string General(double value)
    {
        var text = new char[CFormat.GeneralLength];
        return new string(text, 0, CFormat.General(value, text));
    }

    private static string Fixed(double value)
    {
        var text = new char[CFormat.FixedLength];
        return new string(text, 0, CFormat.Fixed(value, text));
    }
}
