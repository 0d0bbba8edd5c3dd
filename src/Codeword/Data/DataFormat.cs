using System.Text.Json.Serialization;

namespace Codeword.Data;

/// <summary>How examples are written in a file: one of libsvm, XMLC, fastText, delimited, JSON lines or NumPy's arrays.</summary>
/// <remarks>All formats but the last are UTF-8, with or without byte order mark, with lines that end in LF or CR LF.</remarks>
[JsonDerivedType(typeof(LibsvmFormat), "libsvm")]
[JsonDerivedType(typeof(XmlcFormat), "xmlc")]
[JsonDerivedType(typeof(TextFormat), "text")]
[JsonDerivedType(typeof(DelimitedFormat), "delimited")]
[JsonDerivedType(typeof(JsonLinesFormat), "jsonl")]
[JsonDerivedType(typeof(NpyFormat), "npy")]
public abstract record DataFormat
{
    private protected DataFormat()
    {
    }

    /// <summary>The name the command line knows the format by: what <see cref="Parse"/> takes.</summary>
    public abstract string Name { get; }

    /// <summary>Whether rows hold text (a featurizer makes the features) rather than features.</summary>
    public abstract bool HoldsText { get; }

    /// <summary>The longest line allowed, in bytes; 64 MiB unless set. A longer one is a fault, so that memory stays bounded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 1 GiB.</exception>
    public int MaxLineLength
    {
        get;
        init => field = value is >= 1 and <= 1 << 30
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The longest line allowed is 1 to 1,073,741,824 bytes.");
    } = 64 << 20;

    /// <summary>Starts reading. The reader owns <paramref name="text"/> and disposes it; if this throws, the caller still does.</summary>
    /// <param name="text">The decompressed source.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DataFormatException">The head of the source breaks the format.</exception>
    public abstract ExampleReader Open(Stream text, string source);

    /// <summary>
    /// The format named on a command line: <c>libsvm</c>, <c>libsvm:0</c>, <c>libsvm:1</c>, <c>xmlc</c>, <c>text</c> (fastText),
    /// <c>csv</c>, <c>tsv</c>, <c>jsonl</c> or <c>npy</c>, with the defaults of each.
    /// </summary>
    /// <exception cref="ArgumentException">None of these.</exception>
    public static DataFormat Parse(string name) => name switch
    {
        "libsvm" => new LibsvmFormat(),
        "libsvm:0" => new LibsvmFormat { IndexBase = IndexBase.Zero },
        "libsvm:1" => new LibsvmFormat { IndexBase = IndexBase.One },
        "xmlc" => new XmlcFormat(),
        "text" => new TextFormat(),
        "csv" => new DelimitedFormat(),
        "tsv" => new DelimitedFormat { Delimiter = '\t' },
        "jsonl" => new JsonLinesFormat(),
        "npy" => new NpyFormat(),
        _ => throw new ArgumentException(
            $"There is no format {Excerpt.Of(name)}; the formats are libsvm, libsvm:0, libsvm:1, xmlc, text, csv, tsv, jsonl and npy.", nameof(name)),
    };

    /// <summary>
    /// The format a file's name speaks for, with its defaults: <c>.svm</c> and <c>.libsvm</c>, <c>.xmlc</c> and <c>.xmlc.txt</c>,
    /// <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> and <c>.ndjson</c>, <c>.npy</c>, any other <c>.txt</c> (fastText); each also with <c>.gz</c> after it.
    /// </summary>
    /// <exception cref="ArgumentException">The name ends in none of these.</exception>
    public static DataFormat FromFileName(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        string? format = Path.GetExtension(name) switch
        {
            ".svm" or ".libsvm" => "libsvm",
            ".xmlc" => "xmlc",
            ".txt" when name.EndsWith(".xmlc.txt", StringComparison.Ordinal) => "xmlc",
            ".txt" => "text",
            ".csv" => "csv",
            ".tsv" => "tsv",
            ".jsonl" or ".ndjson" => "jsonl",
            ".npy" => "npy",
            _ => null,
        };

        return format is not null ? Parse(format) : throw new ArgumentException(
            $"The name {Excerpt.Of(path)} does not tell the format; name the format, or let the file end in "
            + ".svm, .libsvm, .xmlc, .xmlc.txt, .txt, .csv, .tsv, .jsonl, .ndjson or .npy, with or without .gz.", nameof(path));
    }
}
