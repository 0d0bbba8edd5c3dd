using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Data;

namespace Codeword.Tests.Codes;

public sealed class NpyCodesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(65)]
    [InlineData(512)]
    public void WhatIsWrittenIsReadAgain(int bits)
    {
        var random = new SplitMix64(3);
        var codes = BinaryCodes.FromSigns([.. Enumerable.Range(0, 7 * bits).Select(_ => (float)(random.NextDouble() - 0.5))], 7, bits);
        using var stream = new MemoryStream();
        NpyCodes.Write(stream, codes);

        var array = NpyFiles.Read(stream.ToArray());
        Assert.Equal("|u1", array.ElementType);
        Assert.Equal([7L, bits], array.Shape);
        Assert.Equal(Enumerable.Range(0, 7 * bits).Select(i => codes[i / bits, i % bits] ? 1L : 0), array.ToInt64s());
        Assert.Equal(codes.Words, Read(stream.ToArray()).Words);
    }

    [Fact]
    public void SignsBitsAndRealNumbersAllWillDo()
    {
        byte[][] files =
        [
            NpyFiles.Written([true, false, false, true], 2, 2), NpyFiles.Written<sbyte>([1, -1, -1, 1], 2, 2),
            NpyFiles.Written([0.5, -2, 0, float.Epsilon], 2, 2), NpyFiles.Written([1L, 0, 0, 7], 2, 2),
        ];
        Assert.All(files, file => Assert.Equal([0b01UL, 0b10UL], Read(file).Words));
    }

    [Fact]
    public void WhatIsNoCodebookIsToldByItsPlace()
    {
        Assert.Equal("codes: found an array of the shape (4,); expected K codes by 1 to 512 bits", FaultOf(NpyFiles.Written(new byte[4], 4)));
        Assert.Equal("codes: found an array of the shape (0, 4); expected K codes by 1 to 512 bits", FaultOf(NpyFiles.Written<byte>([], 0, 4)));
        Assert.Equal("codes: found an array of the shape (1, 513); expected K codes by 1 to 512 bits", FaultOf(NpyFiles.Written(new byte[513], 1, 513)));
        Assert.Equal("codes:2:3: found NaN; expected a number, which is above 0 or not", FaultOf(NpyFiles.Written([1, 1, 1, 1, 1, float.NaN], 2, 3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(64)]
    [InlineData(70)]
    public void BytesHoldBitsFromTheLowest(int bits)
    {
        var random = new SplitMix64(5);
        var codes = BinaryCodes.FromSigns([.. Enumerable.Range(0, 3 * bits).Select(_ => (float)(random.NextDouble() - 0.5))], 3, bits);
        for (int i = 0; i < 3; i++)
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)255, codes.BytesPerCode + 1)];
            codes.CopyTo(i, bytes);
            Assert.Equal(
                Enumerable.Range(0, 8 * codes.BytesPerCode).Select(j => j < bits && codes[i, j]).Concat(Enumerable.Repeat(true, 8)),
                Enumerable.Range(0, 8 * bytes.Length).Select(j => ((bytes[j / 8] >> (j % 8)) & 1) == 1));
        }

        Assert.StartsWith(
            $"Found room for {codes.BytesPerCode - 1} bytes; expected {codes.BytesPerCode} for {bits} bits.",
            Assert.Throws<ArgumentException>(() => codes.CopyTo(0, new byte[codes.BytesPerCode - 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsAreTakenInAnyOrder()
    {
        var codes = BinaryCodes.FromSigns([1, -1, -1, 1, 1, 1], 3, 2);
        Assert.Equal([0b11UL, 0b01UL, 0b11UL], codes.Take([2, 0, 2]).Words);
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Take([3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Take([]));
    }

    private static BinaryCodes Read(byte[] file) => NpyCodes.Read(new MemoryStream(file), "codes");

    private static string FaultOf(byte[] file) => Assert.Throws<DataFormatException>(() => Read(file)).Message;
}
