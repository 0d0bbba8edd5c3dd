using System.Runtime.Versioning;
using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

/// <summary>tar is played by a shell script that the test writes: no test needs xz.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GlyphSourceTests : IDisposable
{
    private readonly TinyGlyphs _pack = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    private string Archive => Path.Combine(_folder, "glyphs.tar.xz");

    private string Trace => Path.Combine(_folder, "trace");

    public GlyphSourceTests() => File.WriteAllText(Archive, "packed");

    public void Dispose()
    {
        _pack.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("glyphs-jis")]
    public void AnArchiveIsUnpackedAndRemovedAfterUse(string inner)
    {
        GlyphSource source = Source($"echo \"$@\" > '{Trace}'; pwd >> '{Trace}'; mkdir -p {inner}; cp '{_pack.Folder}'/* {inner}");
        string unpacked;
        using (GlyphPack pack = source.Open(Archive, CancellationToken.None))
        {
            Assert.Equal(TinyGlyphs.Classes * TinyGlyphs.Fonts, pack.Count);
            byte[] pixels = new byte[GlyphPack.Pixels];
            pack.Read(5, pixels);
            Assert.Equal((1, 2, 255), (pixels[0], pixels[1], pixels[2]));
            string[] trace = File.ReadAllLines(Trace);
            Assert.Equal($"-xJf {Archive}", trace[0]);
            unpacked = trace[1];
            Assert.True(Directory.Exists(unpacked));
        }

        Assert.False(Directory.Exists(unpacked));
        Assert.True(Directory.Exists(_pack.Folder));
    }

    [Fact]
    public void AFolderStaysAsItIs()
    {
        new GlyphSource { TarCommand = "absent" }.Open(_pack.Folder, CancellationToken.None).Dispose();
        Assert.True(File.Exists(Path.Combine(_pack.Folder, GlyphPack.ImagesFile)));
    }

    [Fact]
    public void AMissingTarOrXzIsOneClearSentence()
    {
        const string Advice = "; install tar and xz, or unpack it by other means and name the folder.";
        string absent = Path.Combine(_folder, "absent");
        Assert.Equal(
            $"{Archive} was not unpacked: {absent} cannot be started (No such file or directory){Advice}",
            Fault(new GlyphSource { TarCommand = absent }));
        GlyphSource source = Source($"pwd > '{Trace}'; echo 'tar (child): xz: Cannot exec' >&2; exit 2");
        Assert.Equal(
            $"{Archive} was not unpacked: {source.TarCommand} failed with exit code 2 (tar (child): xz: Cannot exec){Advice}", Fault(source));
        Assert.False(Directory.Exists(File.ReadAllText(Trace).Trim()));
    }

    [Fact]
    public void AnArchiveOfSomethingElseIsRefusedAndRemoved()
    {
        Assert.Contains(GlyphPack.ImagesFile, Fault(Source($"pwd > '{Trace}'; touch other")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(File.ReadAllText(Trace).Trim()));
    }

    [Fact]
    public void ANameOfNothingIsSaidToBeOne()
    {
        string absent = Path.Combine(_folder, "absent");
        Assert.Equal(
            new CliRun(1, "", $"codeword: There is no pack {absent}; name a folder or its .tar.xz.\n"),
            CliRun.Of("dataset", "glyphs", absent, "-o", _folder));
    }

    [Theory]
    [InlineData(GlyphPack.ImagesFile, 1025, "x_u8_nx32x32_ink255.bin has 1025 bytes; expected a multiple of 1024, the pixels of an image.")]
    [InlineData(GlyphPack.ImagesFile, 1024, "y_i32.bin has 216 bytes; expected 4, 4 for each of the 1 images in x_u8_nx32x32_ink255.bin.")]
    [InlineData(GlyphPack.ClassesFile, 215, "y_i32.bin has 215 bytes; expected 216, 4 for each of the 54 images in x_u8_nx32x32_ink255.bin.")]
    [InlineData(GlyphPack.FontsFile, 0, "font_u8.bin has 0 bytes; expected 54, 1 for each of the 54 images in x_u8_nx32x32_ink255.bin.")]
    [InlineData("classes.txt", 0, "y_i32.bin gives image 0 the number 0; expected 0 or more and less than the 0 lines of classes.txt.")]
    public void SizesAreHeldAgainstEachOther(string file, int length, string problem)
    {
        _pack.Write(file, new byte[length]);
        Assert.Equal(problem, Assert.Throws<DatasetException>(() => GlyphPack.Open(_pack.Folder)).Message);
    }

    [Fact]
    public void NumbersBeyondTheNamesAreRefused()
    {
        _pack.WriteLines("classes.txt", "a", "b");
        Assert.Equal(
            "y_i32.bin gives image 2 the number 2; expected 0 or more and less than the 2 lines of classes.txt.",
            Assert.Throws<DatasetException>(() => GlyphPack.Open(_pack.Folder)).Message);
        _pack.WriteLines("classes.txt", "a", "b", "c");
        _pack.WriteLines("fonts.txt", "a");
        Assert.Equal(
            "font_u8.bin gives image 3 the number 1; expected 0 or more and less than the 1 lines of fonts.txt.",
            Assert.Throws<DatasetException>(() => GlyphPack.Open(_pack.Folder)).Message);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        File.Delete(Path.Combine(_pack.Folder, GlyphPack.FontsFile));
        Assert.Contains(GlyphPack.FontsFile, Assert.Throws<DatasetException>(() => GlyphPack.Open(_pack.Folder)).Message, StringComparison.Ordinal);
    }

    private string Fault(GlyphSource source) => Assert.Throws<DatasetException>(() => source.Open(Archive, CancellationToken.None)).Message;

    private GlyphSource Source(string script)
    {
        string path = Path.Combine(_folder, "tar");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new GlyphSource { TarCommand = path };
    }
}
