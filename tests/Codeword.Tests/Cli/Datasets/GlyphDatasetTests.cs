using Codeword.Cli.Datasets;
using Codeword.Data;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli.Datasets;

public sealed class GlyphDatasetTests : IDisposable
{
    private readonly TinyGlyphs _pack = new();
    private readonly TemporaryFolder _output = new();

    public void Dispose()
    {
        _pack.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void ThePartsHaveTheirFontsAndTheImagesTheirClasses()
    {
        CliRun run = Build();
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            [
                "train: 42 images, 3 of 3 classes, 14 fonts",
                "valid: 3 images, 3 of 3 classes, 1 font",
                "test: 9 images, 3 of 3 classes, 3 fonts",
            ],
            run.Lines);
        Assert.Equal(["classes.txt", "test.x.npy", "test.y.npy", "train.x.npy", "train.y.npy", "valid.x.npy", "valid.y.npy"], _output.Names());
        Assert.Equal("一\n丁\n七\n", File.ReadAllText(_output.File("classes.txt")));
        AssertPart("train", [0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 13, 14, 16, 17]);
        AssertPart("valid", [9]);
        AssertPart("test", [6, 7, 15]);
    }

    [Fact]
    public void RowsAreShuffledAndAlwaysInTheSameWay()
    {
        Build();
        byte[] first = File.ReadAllBytes(_output.File("train.x.npy"));
        float[] fonts = Column(Read("train.x.npy"), 0);
        Assert.NotEqual(fonts.Order(), fonts);
        Build();
        Assert.Equal(first, File.ReadAllBytes(_output.File("train.x.npy")));
    }

    [Fact]
    public void TheFilesAreReadByTheFormat()
    {
        Build();
        CliRun check = CliRun.Of("data", "check", _output.File("train.x.npy"), "--labels", _output.File("train.y.npy"));
        Assert.Equal(0, check.Code);
        Assert.Matches("(?m)^features +1,024, 43,008 values given$", check.Output);
    }

    [Fact]
    public void GradientsAreWrittenInPlaceOfPixels()
    {
        Build();
        NpyArray pixels = Read("valid.x.npy");
        Assert.Equal(0, CliRun.Of("dataset", "glyphs", _pack.Folder, "--features", "gradients", "-o", _output.Path).Code);
        NpyArray gradients = Read("valid.x.npy");
        Assert.Equal([pixels.Shape[0], GradientFeatures.Count], gradients.Shape);
        byte[] expected = new byte[GradientFeatures.Count];
        new GradientFeatures().Compute([.. pixels.ToSingles()[..GlyphPack.Pixels].Select(value => (byte)value)], expected);
        Assert.Equal(expected.Select(value => (float)value), gradients.ToSingles()[..GradientFeatures.Count]);
    }

    [Fact]
    public void DistortedImagesStandAmongThoseForTrainingAlone()
    {
        CliRun run = CliRun.Of("dataset", "glyphs", _pack.Folder, "--distorted", "2", "-o", _output.Path);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["train: 126 images, 3 of 3 classes, 14 fonts", "valid: 3 images, 3 of 3 classes, 1 font", "test: 9 images, 3 of 3 classes, 3 fonts"], run.Lines);
        byte[] first = File.ReadAllBytes(_output.File("train.x.npy"));
        Assert.Equal(126, Read("train.y.npy").Shape[0]);

        CliRun.Of("dataset", "glyphs", _pack.Folder, "--distorted", "2", "-o", _output.Path);
        Assert.Equal(first, File.ReadAllBytes(_output.File("train.x.npy")));
    }

    [Fact]
    public void OtherFeaturesAreAWrongCommandLine() => Assert.Equal(
        new CliRun(2, "", "codeword: --features cannot be \"edges\": expected pixels or gradients.\n"),
        CliRun.Of("dataset", "glyphs", _pack.Folder, "--features", "edges", "-o", _output.Path));

    [Fact]
    public void APackOfTooFewFontsIsRefused()
    {
        using var pack = new TinyGlyphs();
        pack.WriteLines("fonts.txt", "a", "b");
        pack.Write(GlyphPack.FontsFile, new byte[TinyGlyphs.Classes * TinyGlyphs.Fonts]);
        Assert.Equal(
            new CliRun(1, "", "codeword: fonts.txt names 2 fonts; expected 16 or more, as fonts decide what is for testing.\n"),
            CliRun.Of("dataset", "glyphs", pack.Folder, "-o", _output.Path));
        Assert.Empty(_output.Names());
    }

    private CliRun Build() => CliRun.Of("dataset", "glyphs", _pack.Folder, "-o", _output.Path);

    private NpyArray Read(string name)
    {
        using FileStream file = File.OpenRead(_output.File(name));
        return NpyArray.Read(file, name);
    }

    private static float[] Column(NpyArray images, int column)
    {
        float[] values = images.ToSingles();
        return [.. Enumerable.Range(0, values.Length / GlyphPack.Pixels).Select(row => values[(row * GlyphPack.Pixels) + column])];
    }

    private void AssertPart(string part, int[] fonts)
    {
        NpyArray images = Read(part + ".x.npy");
        NpyArray classes = Read(part + ".y.npy");
        Assert.Equal(("|u1", "<i4"), (images.ElementType, classes.ElementType));
        Assert.Equal([fonts.Length * TinyGlyphs.Classes, GlyphPack.Pixels], images.Shape);
        Assert.Equal(Column(images, 1), classes.ToSingles());
        Assert.Equal(
            fonts.SelectMany(font => Enumerable.Range(0, TinyGlyphs.Classes).Select(number => ((float)font, (float)number))),
            Column(images, 0).Zip(Column(images, 1)).Order());
        Assert.All(Column(images, GlyphPack.Pixels - 1), value => Assert.Equal(255, value));
    }
}
