using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Cli.Datasets;

/// <summary>
/// Makes a task of a <see cref="GlyphPack"/>: arrays of features and of classes for training, validation and test, which no font is in two of.
/// </summary>
internal static class GlyphDataset
{
    private const ulong Seed = 1;
    private const ulong DistortionPart = 3;

    // Klee, ukai and a running brush hand; setofont to choose by.
    private static readonly byte[] TestFonts = [6, 7, 15];
    private static readonly byte[] ValidFonts = [9];

    /// <summary>Writes <c>train</c>, <c>valid</c> and <c>test</c>, each as <c>.x.npy</c> and <c>.y.npy</c>, and <c>classes.txt</c>.</summary>
    /// <param name="pack">The images.</param>
    /// <param name="kind">What is written of an image.</param>
    /// <param name="distorted">How many distorted images of each one of training are shuffled among them.</param>
    /// <param name="folder">Where the files go, made when absent; existing files are replaced.</param>
    /// <param name="progress">Is told the size of each part.</param>
    /// <param name="cancellation">Stops the work; files completed before stay.</param>
    /// <exception cref="DatasetException">The pack lacks the fonts that it is split by.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static void Build(GlyphPack pack, GlyphFeatures kind, int distorted, string folder, IProgress<string> progress, CancellationToken cancellation)
    {
        int fonts = TestFonts.Concat(ValidFonts).Max() + 1;
        if (pack.FontNames.Count < fonts)
        {
            throw new DatasetException($"fonts.txt names {pack.FontNames.Count} fonts; expected {fonts} or more, as fonts decide what is for testing.");
        }

        Directory.CreateDirectory(folder);
        ILookup<string, int> parts = Enumerable.Range(0, pack.Count).ToLookup(image => PartOf(pack.Fonts[image]));
        ulong number = 0;
        foreach (string part in (string[])["train", "valid", "test"])
        {
            // Images lie by font and class: whoever reads the first rows alone shall see all kinds.
            (int Image, int Copy)[] images = [.. parts[part].SelectMany(image => Enumerable.Range(0, part == "train" ? distorted + 1 : 1).Select(copy => (image, copy)))];
            var random = SplitMix64.ForPart(Seed, number++);
            random.Shuffle(images.AsSpan());
            WritePart(pack, images, kind, Path.Combine(folder, part), cancellation);
            progress.Report(
                $"{part}: {Figures.Count(images.Length, "image")}, {Figures.Count(images.Select(one => pack.Classes[one.Image]).Distinct().Count())} of "
                + $"{Figures.Count(pack.ClassNames.Count)} classes, {Figures.Count(images.Select(one => pack.Fonts[one.Image]).Distinct().Count(), "font")}");
        }

        using var names = new OutputFile(Path.Combine(folder, "classes.txt"));
        foreach (string name in pack.ClassNames)
        {
            names.Writer.WriteLine(name);
        }

        names.Commit();
    }

    private static string PartOf(byte font) => TestFonts.Contains(font) ? "test" : ValidFonts.Contains(font) ? "valid" : "train";

    private static void WritePart(GlyphPack pack, (int Image, int Copy)[] images, GlyphFeatures kind, string path, CancellationToken cancellation)
    {
        using var features = new OutputFile(path + ".x.npy");
        using var classes = new OutputFile(path + ".y.npy");
        NpyArray.WriteHeader<byte>(features.Stream, images.Length, kind == GlyphFeatures.Gradients ? GradientFeatures.Count : GlyphPack.Pixels);
        var gradients = new GradientFeatures();
        var distortion = new GlyphDistortion();
        Span<byte> drawn = stackalloc byte[GlyphPack.Pixels];
        Span<byte> pixels = stackalloc byte[GlyphPack.Pixels];
        Span<byte> places = stackalloc byte[GradientFeatures.Count];
        foreach ((int image, int copy) in images)
        {
            cancellation.ThrowIfCancellationRequested();
            pack.Read(image, drawn);
            if (copy > 0)
            {
                var random = SplitMix64.ForPart(Seed, DistortionPart, (ulong)image, (ulong)copy);
                distortion.Apply(drawn, pixels, ref random);
            }
            else
            {
                drawn.CopyTo(pixels);
            }

            if (kind == GlyphFeatures.Gradients)
            {
                gradients.Compute(pixels, places);
            }

            features.Stream.Write(kind == GlyphFeatures.Gradients ? places : pixels);
        }

        NpyArray.Write<int>(classes.Stream, [.. images.Select(one => pack.Classes[one.Image])], images.Length);
        features.Commit();
        classes.Commit();
    }
}
