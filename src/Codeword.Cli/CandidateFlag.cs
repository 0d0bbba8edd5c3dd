using System.CommandLine;
using System.Globalization;
using Codeword.Decoding;

namespace Codeword.Cli;

/// <summary><c>--candidates</c>, of commands that rank classes.</summary>
internal sealed class CandidateFlag
{
    private const int MostBuckets = 1 << 24;
    private readonly Option<int?> _buckets = new("--candidates")
    {
        Description = "look for the best labels among those of the m best buckets of each digit instead of scoring all; some may be missed, and "
            + "probabilities that share 1 share it among what was found. "
            + "auto takes one bucket in 64, and scores all where there are less than a million labels or not more than 256 buckets",
        HelpName = "m|auto",
        CustomParser = result => Parse(result.Tokens[0].Value),
    };

    public CandidateFlag(Command command) => command.Add(_buckets);

    /// <summary>The model that looks for candidates where the flag says so.</summary>
    /// <exception cref="UsageException">The model's classes or decoder have no candidates.</exception>
    public Classifier Apply(ParseResult parsed, Classifier model)
    {
        try
        {
            return parsed.GetValue(_buckets) switch
            {
                null => model,
                0 => model.With(CandidateSearch.For(model.Codebook, model.Model.Decoder)),
                { } buckets => model.With(new CandidateSearch(buckets)),
            };
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    // 0 stands for auto.
    private static int? Parse(string text) => text == "auto" ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int buckets) && buckets is >= 1 and <= MostBuckets ? buckets
        : throw new UsageException($"--candidates cannot be \"{text}\": expected auto or a whole number from 1 to {MostBuckets}.");
}
