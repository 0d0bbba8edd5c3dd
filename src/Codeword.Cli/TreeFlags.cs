using System.CommandLine;
using Codeword.Taxonomy;

namespace Codeword.Cli;

/// <summary>Flags that say how classes are joined to a tree.</summary>
internal sealed class TreeFlags
{
    private readonly Option<Linkage> _linkage = new("--linkage")
    {
        Description = $"the distance of two groups of classes: the mean over pairs of classes, the largest (slow above {Agglomeration.MostInTable} classes), "
            + "or by what joining adds to the squared distances to the means",
        HelpName = "average|complete|ward",
        DefaultValueFactory = _ => Linkage.Average,
        CustomParser = result => ParseLinkage(result.Tokens[0].Value),
    };

    private readonly Option<string?> _errors = new("--bit-errors")
    {
        Description = "how often each bit of an instance is not its class's, a number from 0 to 1 a line: a bit then counts by how much it is expected to tell",
        HelpName = "file",
    };

    private readonly Option<int> _threads = Flags.Threads();

    public TreeFlags(Command command)
    {
        command.Add(_linkage);
        command.Add(_errors);
        command.Add(_threads);
    }

    /// <summary>The file of bits' error rates; null for none.</summary>
    public string? ErrorFile(ParseResult parsed) => parsed.GetValue(_errors);

    /// <summary>The options for codes of so many bits.</summary>
    /// <exception cref="Codeword.Data.DataFormatException">The file of error rates is none for these bits.</exception>
    public TreeOptions Read(ParseResult parsed, Session session, int bits) => new()
    {
        Linkage = parsed.GetValue(_linkage),
        Threads = parsed.GetValue(_threads),
        Weights = ErrorFile(parsed) is { } errors ? BitErrorFile.Read(session, errors, bits) : null,
    };

    private static Linkage ParseLinkage(string text) =>
        Enum.GetValues<Linkage>().Cast<Linkage?>().FirstOrDefault(linkage => linkage.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--linkage cannot be \"{text}\": expected average, complete or ward.");
}
