namespace Codeword.Data;

/// <summary>Somewhere examples can be read from, more than once. Gzip is recognised by its first bytes, whatever the name.</summary>
public abstract class ExampleSource
{
    private protected ExampleSource(string name, DataFormat format)
    {
        Name = name;
        Format = format;
    }

    /// <summary>Name for messages: a path, or <c>-</c>.</summary>
    public string Name { get; }

    /// <summary>How the examples are written, as it was given: what it turns out to be is <see cref="ExampleReader.Format"/>.</summary>
    public DataFormat Format { get; }

    /// <summary>Whether rows hold text rather than features.</summary>
    public bool HoldsText => Format.HoldsText;

    /// <summary>A file, plain or gzipped.</summary>
    public static ExampleSource FromFile(string path, DataFormat format) => new FileExampleSource(path, format);

    /// <summary>
    /// A stream, plain or gzipped, that the caller keeps and disposes. One that can seek is read anew, from where it stands now, by each
    /// <see cref="Open"/>; any other can be opened once. One reader at a time.
    /// </summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">Its name for messages; <c>-</c> for standard input.</param>
    /// <param name="format">How the examples are written.</param>
    public static ExampleSource FromStream(Stream stream, string name, DataFormat format) => new StreamExampleSource(stream, name, format);

    /// <summary>Opens the source at its first row.</summary>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="DataFormatException">The head of the source breaks its format.</exception>
    /// <exception cref="InvalidOperationException">The source can be read once, and was.</exception>
    public ExampleReader Open()
    {
        Stream text = GzipProbe.Decompress(OpenBytes());
        try
        {
            return Format.Open(text, Name);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The texts of all rows, one after the other, as <see cref="TextFeaturizer.Fit"/> takes them; each enumeration opens the source anew.
    /// </summary>
    /// <exception cref="InvalidOperationException">The rows hold features.</exception>
    /// <exception cref="DataFormatException">A row breaks the format.</exception>
    public IEnumerable<string> ReadTexts()
    {
        if (!HoldsText)
        {
            throw new InvalidOperationException($"{Name} is in the format {Format.Name}, which holds features; it has no texts.");
        }

        return Enumerate();

        IEnumerable<string> Enumerate()
        {
            using ExampleReader reader = Open();
            while (reader.Read())
            {
                yield return reader.Current.Text ?? "";
            }
        }
    }

    private protected abstract Stream OpenBytes();
}
