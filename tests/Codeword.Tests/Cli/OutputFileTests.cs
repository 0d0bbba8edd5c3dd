using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    private string Target => Path.Combine(_folder, "file.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheFileAppearsWhenItIsCommitted()
    {
        using var file = new OutputFile(Target);
        file.Writer.WriteLine("new é");
        Assert.False(File.Exists(Target));
        file.Commit();
        Assert.Equal("new é\n"u8, File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AnAbandonedFileLeavesTheOldOneAsItWas()
    {
        File.WriteAllText(Target, "old");
        using (var file = new OutputFile(Target))
        {
            file.Writer.Write("half");
        }

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void ACommittedFileReplacesTheOldOne()
    {
        File.WriteAllText(Target, "a longer old text");
        using (var file = new OutputFile(Target))
        {
            file.Writer.Write("new");
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void TextAndBytesBeyondTheBuffersArriveWhole()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251))];
        using (var file = new OutputFile(Target))
        {
            file.Stream.Write(bytes);
            file.Commit();
        }

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }
}
