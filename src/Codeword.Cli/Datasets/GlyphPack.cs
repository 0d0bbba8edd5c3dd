using System.Buffers.Binary;

namespace Codeword.Cli.Datasets;

/// <summary>Characters drawn by several fonts: an image, a class and a font for each. The images stay in their file.</summary>
internal sealed class GlyphPack : IDisposable
{
    /// <summary>Pixels of an image: 32 rows of 32, one byte each, 0 paper to 255 ink.</summary>
    public const int Pixels = 32 * 32;

    /// <summary>The images, one after the other.</summary>
    public const string ImagesFile = "x_u8_nx32x32_ink255.bin";

    /// <summary>The class of each image: 4 bytes, little-endian.</summary>
    public const string ClassesFile = "y_i32.bin";

    /// <summary>The font of each image: 1 byte.</summary>
    public const string FontsFile = "font_u8.bin";

    private readonly FileStream _images;
    private readonly string? _unpacked;

    private GlyphPack(string folder, FileStream images, string? unpacked)
    {
        _images = images;
        _unpacked = unpacked;
        ClassNames = File.ReadAllLines(Path.Combine(folder, "classes.txt"));
        FontNames = File.ReadAllLines(Path.Combine(folder, "fonts.txt"));
        Count = (int)Math.Min(images.Length / Pixels, int.MaxValue);
        if (images.Length != (long)Count * Pixels)
        {
            throw new DatasetException($"{ImagesFile} has {images.Length} bytes; expected a multiple of {Pixels}, the pixels of an image.");
        }

        byte[] classes = ReadEach(folder, ClassesFile, sizeof(int));
        Classes = [.. Enumerable.Range(0, Count).Select(i => BinaryPrimitives.ReadInt32LittleEndian(classes.AsSpan(sizeof(int) * i)))];
        Fonts = ReadEach(folder, FontsFile, 1);
        for (int i = 0; i < Count; i++)
        {
            RequireBelow(ClassNames.Count, Classes[i], i, ClassesFile, "classes.txt");
            RequireBelow(FontNames.Count, Fonts[i], i, FontsFile, "fonts.txt");
        }
    }

    /// <summary>How many images there are.</summary>
    public int Count { get; }

    /// <summary>The classes' names; the line, counted from 0, is the class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The fonts' names; the line, counted from 0, is the font.</summary>
    public IReadOnlyList<string> FontNames { get; }

    /// <summary>The class of each image.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>The font of each image.</summary>
    public IReadOnlyList<byte> Fonts { get; }

    /// <summary>Opens a pack.</summary>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="unpacked">A folder to remove when the pack is disposed, or null; it stays when this throws.</param>
    /// <exception cref="DatasetException">A file is absent, cannot be read or does not fit the others.</exception>
    public static GlyphPack Open(string folder, string? unpacked = null)
    {
        FileStream? images = null;
        try
        {
            images = File.OpenRead(Path.Combine(folder, ImagesFile));
            return new GlyphPack(folder, images, unpacked);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            images?.Dispose();
            throw new DatasetException($"The pack cannot be read: {e.Message}", e);
        }
        catch
        {
            images?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the pixels of an image.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void Read(int image, Span<byte> pixels)
    {
        _images.Position = (long)image * Pixels;
        _images.ReadExactly(pixels);
    }

    /// <summary>Closes the pack, and removes it if it was unpacked for this object.</summary>
    public void Dispose()
    {
        _images.Dispose();
        if (_unpacked is not null)
        {
            Directory.Delete(_unpacked, recursive: true);
        }
    }

    private byte[] ReadEach(string folder, string name, int size)
    {
        string path = Path.Combine(folder, name);
        long length = new FileInfo(path).Length;
        return length == (long)size * Count ? File.ReadAllBytes(path) : throw new DatasetException(
            $"{name} has {length} bytes; expected {(long)size * Count}, {size} for each of the {Count} images in {ImagesFile}.");
    }

    private static void RequireBelow(int count, int value, int image, string file, string names)
    {
        if (value < 0 || value >= count)
        {
            throw new DatasetException($"{file} gives image {image} the number {value}; expected 0 or more and less than the {count} lines of {names}.");
        }
    }
}
