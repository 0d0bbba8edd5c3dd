using System.CommandLine;
using System.Globalization;
using Codeword.Novelty;

namespace Codeword.Cli;

/// <summary>Flags that say what counts as novel.</summary>
internal sealed class NoveltyRuleFlags
{
    private const double StandardFalseAlarms = 0.05;
    private readonly Option<double?> _falseAlarms = new("--false-alarms")
    {
        Description = "the share of known rows that may be called novel, above 0 and below 1; 0.05 when not given",
        HelpName = "share",
        CustomParser = result => ParseShare(result.Tokens[0].Value),
    };

    private readonly Option<NoveltyScore?> _score = new("--score")
    {
        Description = $"what is compared with the threshold: {string.Join(", ", Enum.GetNames<NoveltyScore>())}; when not given, that of the rule that the model has",
        HelpName = "score",
        CustomParser = result => ParseScore(result.Tokens[0].Value),
    };

    private readonly Option<float?> _threshold = new("--threshold")
    {
        Description = "call novel what has a score above this number, as one found with --unknown; known rows are then only measured",
        HelpName = "number",
        CustomParser = result => ParseThreshold(result.Tokens[0].Value),
    };

    private readonly Option<int?> _radius = Flags.Whole("--radius", "call novel what is farther than so many bits from every class code, of models of bits; needs no data", 0, 512);

    public NoveltyRuleFlags(Command command)
    {
        command.Add(_falseAlarms);
        command.Add(_score);
        command.Add(_threshold);
        command.Add(_radius);
    }

    /// <summary>Whether the threshold is given, so that no row sets it.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_radius) is not null || parsed.GetValue(_threshold) is not null;

    /// <summary>The share of known rows that may be called novel.</summary>
    public double FalseAlarms(ParseResult parsed) => parsed.GetValue(_falseAlarms) ?? StandardFalseAlarms;

    /// <summary>The rule asked for; that nothing is novel where its threshold is still to be set.</summary>
    public NoveltyRule Read(ParseResult parsed, Classifier model) => parsed.GetValue(_radius) is { } radius
        ? NoveltyRule.OfRadius(radius)
        : NoveltyRule.At(parsed.GetValue(_score) ?? model.Novelty.Score, parsed.GetValue(_threshold) ?? float.PositiveInfinity);

    /// <summary>Refuses flags that contradict each other, or that say nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasKnown">Whether there are known rows to set a threshold on.</param>
    /// <exception cref="UsageException">They do.</exception>
    public void RequireSense(ParseResult parsed, bool hasKnown)
    {
        bool hasRadius = parsed.GetValue(_radius) is not null, hasThreshold = parsed.GetValue(_threshold) is not null;
        if (hasRadius && (hasThreshold || parsed.GetValue(_falseAlarms) is not null || parsed.GetValue(_score) is not null))
        {
            throw new UsageException("--radius is a rule of its own: leave out --false-alarms, --threshold and --score.");
        }

        if (hasThreshold && parsed.GetValue(_falseAlarms) is not null)
        {
            throw new UsageException("--threshold and --false-alarms both say where novel begins; give one of them.");
        }

        if (!hasRadius && !hasThreshold && !hasKnown)
        {
            throw new UsageException("The threshold is set on known rows: name their file, or give --threshold or --radius.");
        }
    }

    private static double? ParseShare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1
            ? share
            : throw new UsageException($"--false-alarms cannot be \"{text}\": expected a number above 0 and below 1.");

    private static float? ParseThreshold(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float threshold) && float.IsFinite(threshold)
            ? threshold
            : throw new UsageException($"--threshold cannot be \"{text}\": expected a number.");

    private static NoveltyScore? ParseScore(string text) =>
        Enum.GetValues<NoveltyScore>().Cast<NoveltyScore?>().FirstOrDefault(score => score.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--score cannot be \"{text}\": expected one of {string.Join(", ", Enum.GetNames<NoveltyScore>())}.");
}
