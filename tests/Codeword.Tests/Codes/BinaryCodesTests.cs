using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Decoding;

namespace Codeword.Tests.Codes;

public sealed class BinaryCodesTests
{
    [Fact]
    public void OnlyNumbersAboveNothingAreOnes()
    {
        var codes = BinaryCodes.FromSigns([1, 0, -1, -0f, float.NaN, float.Epsilon, float.PositiveInfinity, float.NegativeInfinity], 2, 4);

        Assert.Equal((2, 4, 1, 2L), (codes.Count, codes.Bits, codes.WordsPerCode, codes.StoredBytes));
        Assert.Equal([0b0001UL, 0b0110UL], codes.Words);
        Assert.Equal(3, codes.Distance(0, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    [InlineData(512)]
    public void BitsStandInTheirPlaces(int bits)
    {
        var random = new SplitMix64(1);
        float[] values = [.. Enumerable.Range(0, 5 * bits).Select(_ => (float)(random.NextDouble() - 0.5))];
        var codes = BinaryCodes.FromSigns(values, 5, bits);

        Assert.Equal((bits + 63) / 64, codes.WordsPerCode);
        Assert.Equal(codes.Words[(2 * codes.WordsPerCode)..(3 * codes.WordsPerCode)], codes.CodeOf(2));
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < bits; j++)
            {
                Assert.Equal(values[(i * bits) + j] > 0, codes[i, j]);
                Assert.Equal(codes[i, j], ((codes.CodeOf(i)[j / 64] >> (j % 64)) & 1) == 1);
            }

            Assert.Equal(Enumerable.Range(0, bits).Count(j => codes[i, j] != codes[0, j]), codes.Distance(i, 0));
        }

        Assert.Equal(codes.Words, new BinaryCodes(codes.Words, 5, bits).Words);
    }

    [Fact]
    public void WhatIsNoCodeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new BinaryCodes([], 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>("bits", () => new BinaryCodes([1], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("bits", () => BinaryCodes.FromSigns(new float[513], 1, 513));
        Refused("Found 3 words; expected 4, 2 a code.", () => new BinaryCodes([1, 2, 3], 2, 65));
        Refused("Found 3 values; expected 4, 2 a code.", () => BinaryCodes.FromSigns([1, 2, 3], 2, 2));
        Refused("Code 1 has a bit beyond its 3; expected 0 there.", () => new BinaryCodes([7, 8], 2, 3));
        var codes = new BinaryCodes([7, 1], 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => codes[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => codes[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.CodeOf(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitColumn(codes, 3));

        static void Refused(string message, Func<BinaryCodes> create) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACodebookOfBitsIsKnownByItsColumns()
    {
        BinaryCodes codes = SampleCodes.Draw(20, 9, 2);
        var codebook = Codebook.OfBits(codes);

        Assert.Same(codes, codebook.Bits);
        Assert.Equal((20, 9, 9L, 40L), (codebook.Classes, codebook.Length, codebook.Outputs, codebook.StoredBytes));
        Assert.All(codebook.Columns, column => Assert.Equal((2, 1, "bit", 3L), (column.Buckets, column.Outputs, column.Kind, column.StoredBytes)));
        Assert.All(Enumerable.Range(0, 180), i => Assert.Equal(codes[i / 9, i % 9] ? 1 : 0, codebook.Columns[i % 9].DigitOf(new LabelId(i / 9))));
        Assert.Null(new Codebook(codebook.Columns.Reverse()).Bits);
        Assert.Null(new Codebook(codebook.Columns.SkipLast(1)).Bits);
        Assert.Null(new Codebook([.. codebook.Columns.SkipLast(1), new BitColumn(new BinaryCodes(codes.Words, 20, 9), 8)]).Bits);
        Assert.Null(new Codebook([new IdentityColumn(20)]).Bits);
    }

    [Fact]
    public void AnIndexFindsAllWhoHaveACode()
    {
        foreach (BinaryCodes codes in new[] { SampleCodes.Draw(300, 6, 3), SampleCodes.Draw(300, 40, 3), SampleCodes.Draw(300, 200, 3) })
        {
            var index = new CodeIndex(codes);
            for (int i = 0; i < codes.Count; i++)
            {
                var found = new List<int>();
                for (int same = index.First(codes.CodeOf(i)); same >= 0; same = index.Next(same))
                {
                    found.Add(same);
                }

                Assert.Equal(Enumerable.Range(0, codes.Count).Where(other => codes.Distance(i, other) == 0), found);
            }
        }

        Assert.Equal(-1, new CodeIndex(SampleCodes.Of(6, 1, 2)).First([3]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(100)]
    public void RandomCodesAreTossed(int bits)
    {
        var codes = BinaryCodes.Random(2_000, bits, 5);
        Assert.Equal(codes.Words, BinaryCodes.Random(2_000, bits, 5).Words);
        Assert.False(codes.Words.SequenceEqual(BinaryCodes.Random(2_000, bits, 6).Words));
        BinaryCodeReport report = BinaryCodeReport.Of(codes);
        Assert.InRange(report.SmallestShare, 0.45, 0.55);
        Assert.InRange(report.LargestShare, 0.45, 0.55);
    }
}
