using System.Globalization;
using System.Text;
using Codeword.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Codeword.Tests.Data;

public class NumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.25")]
    [InlineData("16777215")]
    [InlineData("16777216")]
    [InlineData("16777217")]
    [InlineData("0.1234567")]
    [InlineData("0.12345678901")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+3")]
    [InlineData("1e-3")]
    [InlineData("3.4028235e38")]
    [InlineData("1e-400")]
    public void NumbersAreRoundedAsTheGeneralParserRoundsThem(string text)
    {
        Assert.True(Number.TryParse(Encoding.UTF8.GetBytes(text), out float value));
        Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("∞")]
    [InlineData("3.5e38")]
    public void WhatIsNoFiniteNumberIsRefused(string text)
    {
        Assert.False(Number.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(Number.TryParse(text, out _));
    }

    [Fact]
    public void ShortDecimalsAreRoundedAsTheGeneralParserRoundsThem() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-20_000_000, 20_000_000).Zip(Gen.Choose(0, 12)).ToArbitrary(),
        (ValueTuple<int, int> number) =>
        {
            string digits = Math.Abs(number.Item1).ToString(CultureInfo.InvariantCulture).PadLeft(number.Item2 + 1, '0');
            string text = $"{(number.Item1 < 0 ? "-" : "")}{digits[..^number.Item2]}.{digits[^number.Item2..]}";
            return Number.TryParse(Encoding.UTF8.GetBytes(text), out float value)
                && BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture));
        }));
}
