using System.IO.Compression;
using System.Text;
using Codeword.Data;

namespace Codeword.Tests.Data;

public class ExampleSourceTests
{
    private static readonly TextFormat Format = new();

    [Fact]
    public void AFileIsReadPlainOrGzippedWhateverItsName()
    {
        using var folder = new TemporaryFolder();
        byte[] text = "__label__a x\n"u8.ToArray();
        string plain = folder.Write("plain.gz", text);
        string zipped = folder.Write("zipped.txt", Gzip(text));
        Assert.Equal(["a||x"], Rows.Read(ExampleSource.FromFile(plain, Format)));
        Assert.Equal(["a||x"], Rows.Read(ExampleSource.FromFile(zipped, Format)));
    }

    [Fact]
    public void AFileCanBeReadAgain()
    {
        using var folder = new TemporaryFolder();
        ExampleSource source = ExampleSource.FromFile(folder.Write("a.txt", "__label__a x\n"u8.ToArray()), Format);
        Assert.Equal(Rows.Read(source), Rows.Read(source));
    }

    [Fact]
    public void AMissingFileAndAFolderAreIoFaults()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => ExampleSource.FromFile(Path.Combine(folder.Path, "none"), Format).Open());
        Assert.Contains("cannot be read", Assert.Throws<IOException>(() => ExampleSource.FromFile(folder.Path, Format).Open()).Message);
    }

    [Fact]
    public void AStreamThatSeeksIsReadAgainFromWhereItStood()
    {
        using var stream = new MemoryStream("junk__label__a x\n"u8.ToArray()) { Position = 4 };
        ExampleSource source = ExampleSource.FromStream(stream, "-", Format);
        Assert.Equal(["a||x"], Rows.Read(source));
        Assert.Equal(["a||x"], Rows.Read(source));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void AStreamThatCannotSeekIsReadOnce()
    {
        using var pipe = new PeekedStream("__label__a x\n"u8.ToArray(), Stream.Null);
        ExampleSource source = ExampleSource.FromStream(pipe, "-", Format);
        Assert.Equal(["a||x"], Rows.Read(source));
        Assert.Equal(
            "- can be read only once, as it is a stream; save it in a file to read it again.",
            Assert.Throws<InvalidOperationException>(() => source.Open()).Message);
    }

    [Fact]
    public void AByteOrderMarkIsSkipped() => Assert.Equal(["a||x"], Rows.Read(Format, "\uFEFF__label__a x\r\n"));

    [Fact]
    public void EveryTruncationOfAGzipFileIsOneFault()
    {
        byte[] whole = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"__label__{i} text {i * 7919 % 1000}\n"))));
        for (int length = 2; length < whole.Length; length++)
        {
            Assert.EndsWith(
                "found damaged or truncated gzip data; expected a whole gzip file",
                Rows.Fault(Format, whole[..length]));
        }
    }

    [Fact]
    public void ContentThatDoesNotFitTheGzipChecksumIsAFault()
    {
        byte[] whole = Gzip("__label__a one two three four five six\n"u8.ToArray());
        whole[^6] ^= 0x10; // in the checksum
        Assert.EndsWith("found damaged or truncated gzip data; expected a whole gzip file", Rows.Fault(Format, whole));
    }

    [Fact]
    public void AGzipFileMayBeJoinedFromSeveral()
    {
        byte[] joined = [.. Gzip("__label__a x\n"u8.ToArray()), .. Gzip("__label__b y\n"u8.ToArray()), .. Gzip("__label__c z\n"u8.ToArray())];
        Assert.Equal(["a||x", "b||y", "c||z"], Rows.Read(Rows.Source(Format, joined)));
        Assert.Contains("truncated gzip data", DataReport.Inspect(Rows.Source(Format, joined[..^1])).Faults[^1].Problem);
    }

    [Fact]
    public void AnEmptyGzipFileHoldsNoRows() => Assert.Empty(Rows.Read(Rows.Source(Format, Gzip([]))));

    [Fact]
    public void BytesThatAreNotUtf8AreFaultsOfTheirLine()
    {
        byte[] text = [.. "__label__a é"u8, 0xC3, .. "(\n__label__b x\n"u8];
        Assert.Equal("data:1:13: found the byte 0xC3, which is not UTF-8 here; expected text in UTF-8", Rows.Fault(Format, text));
        Assert.Equal("data:1:3: found a NUL character; expected text", Rows.Fault(Format, "ab\0c\nx"));
    }

    [Fact]
    public void ALineBeyondTheLimitIsAFaultAndTheNextIsRead()
    {
        var format = new TextFormat { MaxLineLength = 20 };
        string text = $"__label__a short\n{new string('x', 1000)}\n{new string('y', 21)}\n{new string('z', 20)}\n";
        DataReport report = DataReport.Inspect(Rows.Source(format, text));
        Assert.Equal(2, report.Rows);
        Assert.Equal(
            ["data:2:0: found a line of more than 20 bytes; expected shorter lines", "data:3:0: found a line of more than 20 bytes; expected shorter lines"],
            report.Faults.Select(fault => fault.Message));
    }

    [Fact]
    public void TextsAreHandedOutForFitting()
    {
        Assert.Equal(["x", "y z"], Rows.Source(Format, "__label__a x\ny z\n").ReadTexts());
        Assert.Equal(
            "data is in the format libsvm, which holds features; it has no texts.",
            Assert.Throws<InvalidOperationException>(() => Rows.Source(new LibsvmFormat(), "").ReadTexts()).Message);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return stream.ToArray();
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("codeword-").FullName;

        public string Write(string name, byte[] content)
        {
            string path = System.IO.Path.Combine(Path, name);
            File.WriteAllBytes(path, content);
            return path;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
