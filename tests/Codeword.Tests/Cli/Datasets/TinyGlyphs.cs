using System.Buffers.Binary;
using Codeword.Cli.Datasets;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli.Datasets;

/// <summary>A pack of 3 classes by 18 fonts, grouped by font: an image's first pixel tells its font, its second its class.</summary>
internal sealed class TinyGlyphs : IDisposable
{
    public const int Classes = 3;
    public const int Fonts = 18;
    private readonly TemporaryFolder _folder = new();

    public TinyGlyphs()
    {
        byte[] images = new byte[Classes * Fonts * GlyphPack.Pixels];
        byte[] classes = new byte[Classes * Fonts * sizeof(int)];
        byte[] fonts = new byte[Classes * Fonts];
        for (int i = 0; i < fonts.Length; i++)
        {
            fonts[i] = (byte)(i / Classes);
            BinaryPrimitives.WriteInt32LittleEndian(classes.AsSpan(sizeof(int) * i), i % Classes);
            images.AsSpan(i * GlyphPack.Pixels, GlyphPack.Pixels).Fill(255);
            images[i * GlyphPack.Pixels] = fonts[i];
            images[(i * GlyphPack.Pixels) + 1] = (byte)(i % Classes);
        }

        _folder.Write(GlyphPack.ImagesFile, images);
        _folder.Write(GlyphPack.ClassesFile, classes);
        _folder.Write(GlyphPack.FontsFile, fonts);
        WriteLines("classes.txt", "一", "丁", "七");
        WriteLines("fonts.txt", [.. Enumerable.Range(0, Fonts).Select(i => $"font{i}.ttf")]);
    }

    public string Folder => _folder.Path;

    public void Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    public void WriteLines(string name, params string[] lines) => File.WriteAllText(_folder.File(name), string.Concat(lines.Select(line => line + "\n")));

    public void Dispose() => _folder.Dispose();
}
