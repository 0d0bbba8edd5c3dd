using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ALinkIsFollowedAndPermissionsAreKept()
    {
        string file = _folder.File("real"), link = _folder.File("link");
        File.WriteAllText(file, "before");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.CreateSymbolicLink(link, "real");
        }

        Write(OperatingSystem.IsWindows() ? file : link);

        Assert.Equal("after", File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("real", new FileInfo(link).LinkTarget);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/self/fd/1")]
    public void ADeviceIsNotReplaced(string path) =>
        Assert.Equal($"{path} is a device, which cannot be replaced by a file; name a file.", Assert.Throws<IOException>(() => AtomicFile.Create(path)).Message);

    [Fact]
    public void APipeIsNotReplaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pipe = _folder.File("pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        Assert.Equal(
            $"{pipe} is a device or a pipe, which cannot be replaced by a file; name a file.", Assert.Throws<IOException>(() => AtomicFile.Create(pipe)).Message);
    }

    [Fact]
    public void AFolderAndAMissingFolderAreNamed()
    {
        string folder = _folder.File("folder");
        Directory.CreateDirectory(folder);
        Assert.Equal($"{folder} is a folder; name a file.", Assert.Throws<IOException>(() => AtomicFile.Create(folder)).Message);
        Assert.Equal(
            $"{folder}/none/x cannot be written: there is no folder {folder}/none.", Assert.Throws<IOException>(() => AtomicFile.Create($"{folder}/none/x")).Message);
    }

    [Fact]
    public void WhatIsNotCommittedLeavesTheFileAndNothingElse()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "before");
        using (var begun = AtomicFile.Create(file))
        {
            begun.Stream.Write("half"u8);
        }

        Assert.Equal("before", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(string path)
    {
        using var file = AtomicFile.Create(path);
        file.Stream.Write("after"u8);
        file.Commit();
    }
}
