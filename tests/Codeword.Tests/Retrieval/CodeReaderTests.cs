using System.IO.Compression;
using System.Text;
using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class CodeReaderTests
{
    [Fact]
    public void LinesHoldCodesAndWhatStandsBeforeThem() => Assert.Equal(
        ["1 07ff ", "3 f00f a", "5 0000 b,größe", "6 0100 "], Read("07ff\n\na\tF00F\n \t \nb\tgröße\t0000  \n0100", 16));

    [Fact]
    public void GzippedLinesAreLinesToo()
    {
        using var gzipped = new MemoryStream();
        using (var gzip = new GZipStream(gzipped, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("01\r\n02\r\n"u8);
        }

        Assert.Equal(["1 01 ", "2 02 "], Read(CodeReader.OfLines(new MemoryStream(gzipped.ToArray()), "codes", 8)));
    }

    [Fact]
    public void BytesHoldCodeAfterCode()
    {
        Assert.Equal(["1 1f8b ", "2 0102 "], Read(CodeReader.OfBytes(new MemoryStream([0x1F, 0x8B, 1, 2]), "codes", 16)));
        Assert.Empty(Read(CodeReader.OfBytes(new MemoryStream([]), "codes", 16)));
    }

    [Theory]
    [InlineData("0700\nnothing", "codes:2:1: found \"nothing\"; expected a hexadecimal digit of a code of 12 bits")]
    [InlineData("a\t07g0", "codes:1:5: found \"g0\"; expected a hexadecimal digit of a code of 12 bits")]
    [InlineData("ä\t070", "codes:1:3: found 3 hexadecimal digits; expected 4, a code of 12 bits")]
    [InlineData("0x0700", "codes:1:2: found \"x0700\"; expected a hexadecimal digit of a code of 12 bits")]
    [InlineData("070000", "codes:1:1: found 6 hexadecimal digits; expected 4, a code of 12 bits")]
    [InlineData("0710", "codes:1:3: found a bit beyond the 12 of a code in \"10\"; expected 0 there")]
    [InlineData("a\t", "codes:1:3: found 0 hexadecimal digits; expected 4, a code of 12 bits")]
    [InlineData("a\t\t0700", "codes:1:3: found an empty label; expected a name")]
    [InlineData("a\ta\t0700", "codes:1:3: found the label \"a\" twice; expected each label once")]
    public void AFaultyLineSaysWhereAndWhatWasExpected(string lines, string expected) => Assert.Equal(expected, Fault(CodeReader.OfLines(Utf8(lines), "codes", 12)).Message);

    [Fact]
    public void AfterAFaultyLineComesTheNext()
    {
        using CodeReader reader = CodeReader.OfLines(Utf8("zz\n01\n"), "codes", 8);
        Assert.Throws<DataFormatException>(() => reader.Read());
        Assert.True(reader.Read());
        Assert.Equal((2, "01"), (reader.Line, Convert.ToHexString(reader.Code)));
        Assert.False(reader.Read());
    }

    [Fact]
    public void FaultyBytesSayWhichCode()
    {
        Assert.Equal("codes:2:0: found 1 bytes at the end; expected 2, a code of 12 bits", Fault(CodeReader.OfBytes(new MemoryStream([1, 2, 3]), "codes", 12)).Message);
        Assert.Equal(
            "codes:2:0: found a bit beyond the 12 of a code in the byte 0x1f; expected 0 there", Fault(CodeReader.OfBytes(new MemoryStream([1, 2, 3, 0x1F]), "codes", 12)).Message);
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeReader.OfLines(Stream.Null, "codes", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeReader.OfBytes(Stream.Null, "codes", 513));
    }

    [Fact]
    public void TheStreamIsTheCallers()
    {
        MemoryStream lines = Utf8("01\n"), bytes = Utf8("01\n");
        CodeReader.OfLines(lines, "codes", 8).Dispose();
        CodeReader.OfBytes(bytes, "codes", 8).Dispose();
        Assert.True(lines.CanRead && bytes.CanRead);
    }

    private static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string[] Read(string lines, int bits) => Read(CodeReader.OfLines(Utf8(lines), "codes", bits));

    private static string[] Read(CodeReader codes)
    {
        using CodeReader reader = codes;
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add($"{reader.Line} {Convert.ToHexStringLower(reader.Code)} {string.Join(',', reader.Labels)}");
        }

        return [.. found];
    }

    private static DataFormatException Fault(CodeReader codes) => Assert.Throws<DataFormatException>(() => Read(codes));
}
