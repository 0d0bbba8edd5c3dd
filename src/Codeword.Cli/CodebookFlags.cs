using System.CommandLine;
using System.Text;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>The flags that hand a codebook in.</summary>
internal sealed class CodebookFlags
{
    private readonly Option<string?> _codebook = new("--codebook")
    {
        Description = "a codebook to start from (llc) or to use as it is (ecoc), as .npy: a row a label, in the order in which labels first appear in the training data, "
            + "a column a bit, numbers above 0 in single precision are the bit 1; signs alone are kept",
        HelpName = "file",
    };

    private readonly Option<string?> _labels = new("--codebook-labels")
    {
        Description = "the labels of the codebook's rows, one a line, where their order is another",
        HelpName = "file",
    };

    public CodebookFlags(Command command)
    {
        command.Add(_codebook);
        command.Add(_labels);
    }

    /// <summary>The files that are named.</summary>
    public IEnumerable<string?> Files(ParseResult parsed) => [parsed.GetValue(_codebook), parsed.GetValue(_labels)];

    /// <summary>Reads the codebook; null when none is given.</summary>
    /// <exception cref="UsageException">Labels are given without codes.</exception>
    /// <exception cref="DataFormatException">A file is none of its kind, or there is not one label a code.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public GivenCodebook? Read(ParseResult parsed, Session session)
    {
        string? labels = parsed.GetValue(_labels);
        if (parsed.GetValue(_codebook) is not { } path)
        {
            return labels is null ? null : throw new UsageException("--codebook-labels has a meaning only beside --codebook.");
        }

        using Stream stream = session.Open(path);
        BinaryCodes codes = NpyCodes.Read(stream, path);
        return new GivenCodebook(path, codes, labels, labels is null ? null : ReadNames(labels, codes.Count, session));
    }

    private static List<string> ReadNames(string path, int count, Session session)
    {
        using var reader = new StreamReader(session.Open(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var names = new List<string>();
        try
        {
            while (names.Count <= count && reader.ReadLine() is { } name)
            {
                names.Add(name);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new DataFormatException(path, names.Count + 1, 0, "found bytes that are no text; expected UTF-8");
        }

        return names.Count == count ? names : throw new DataFormatException(
            path, 0, 0, $"found {(names.Count > count ? "more" : names.Count)} labels; expected {count}, one for each code");
    }
}
