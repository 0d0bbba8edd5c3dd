using System.CommandLine;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;

namespace Codeword.Cli.Commands;

/// <summary><c>novelty</c>: a model and known rows to the threshold above which a row counts as novel, stored in the model.</summary>
internal sealed class NoveltyCommand : Command
{
    private const double StandardFalseAlarms = 0.05;
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _known =
        Flags.File("known", "rows of the model's classes that it was not trained on, plain or gzipped; - for standard input; not needed with --radius");

    private readonly Option<string?> _output = new("--output", "-o") { Description = "the model's file with the rule in it; nothing is stored when not given", HelpName = "file" };
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

    private readonly Option<int?> _radius = Flags.Whole("--radius", "call novel what is farther than so many bits from every class code, of models of bits; needs no data", 0, 512);
    private readonly Option<string?> _unknown = new("--unknown")
    {
        Description = "rows of other classes, to report how well they are told from the known ones; the threshold does not depend on them",
        HelpName = "file",
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public NoveltyCommand(Session session)
        : base("novelty", "Set when a row counts as novel, of none of the model's classes, by a rate of false alarms on known rows")
    {
        _session = session;
        Add(_model);
        Add(_known);
        _known.Arity = ArgumentArity.ZeroOrOne;
        Add(_output);
        Add(_falseAlarms);
        Add(_score);
        Add(_radius);
        Add(_unknown);
        _format = new FormatFlags(this, "as the model's training data was", hasLabels: false);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        RequireSense(parsed);
        string path = parsed.GetRequiredValue(_model);
        string? output = parsed.GetValue(_output);
        if (output is not null)
        {
            OutputPath.RequireOther("--output", output, path, parsed.GetValue(_known), parsed.GetValue(_unknown));
            OutputPath.RequireFolder("model", output);
        }

        var model = Classifier.Load(path);
        NoveltyRule asked = parsed.GetValue(_radius) is { } radius
            ? NoveltyRule.OfRadius(radius)
            : NoveltyRule.At(parsed.GetValue(_score) ?? model.Novelty.Score, float.PositiveInfinity);
        model = WithRule(model, asked);
        float[] known = Measure(parsed, model, parsed.GetValue(_known), isKnown: true), unknown = Measure(parsed, model, parsed.GetValue(_unknown), isKnown: false);
        if (parsed.GetValue(_radius) is null)
        {
            model = model.WithNovelty(NoveltyRule.Calibrate(asked.Score, known, parsed.GetValue(_falseAlarms) ?? StandardFalseAlarms));
        }

        if (output is not null)
        {
            model.Save(output);
        }

        new NoveltySummary(model.Novelty, known, unknown, output).Write(_session, parsed.GetValue(_json));
        return ExitCode.Done;
    }

    private void RequireSense(ParseResult parsed)
    {
        bool hasRadius = parsed.GetValue(_radius) is not null, hasKnown = parsed.GetValue(_known) is not null;
        if (hasRadius && (parsed.GetValue(_falseAlarms) is not null || parsed.GetValue(_score) is not null))
        {
            throw new UsageException("--radius is a rule of its own: leave out --false-alarms and --score.");
        }

        if (!hasRadius && !hasKnown)
        {
            throw new UsageException("The threshold is set on known rows: name their file, or give --radius.");
        }

        if (parsed.GetValue(_unknown) is { } unknown && (!hasKnown || (unknown == "-" && parsed.GetValue(_known) == "-")))
        {
            throw new UsageException(hasKnown
                ? "Known and unknown rows cannot both come from standard input."
                : "--unknown tells unknown rows from known ones: name the file of the known ones too.");
        }
    }

    private static Classifier WithRule(Classifier model, NoveltyRule rule)
    {
        try
        {
            return model.WithNovelty(rule);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private float[] Measure(ParseResult parsed, Classifier model, string? path, bool isKnown)
    {
        if (path is null)
        {
            return [];
        }

        DataFormat format = _format.ReadInput(parsed, model);
        using Stream file = _session.Open(path);
        ExampleSet rows = Evaluator.Read(model, ExampleSource.FromStream(file, path, format));
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{path} holds no rows; expected at least one.");
        }

        float[] scores = NoveltyEvaluator.Measure(model, rows, parsed.GetValue(_threads), _session.Cancellation);
        return isKnown ? WithoutOthers(path, rows, scores) : scores;
    }

    // Rows without labels are believed to be known ones; those that have labels must have one that the model knows.
    private float[] WithoutOthers(string path, ExampleSet rows, float[] scores)
    {
        float[] known = [.. scores.Where((_, row) => rows.LabelCountOf(row) == 0 || !rows.LabelsOf(row).IsEmpty)];
        if (known.Length == 0)
        {
            throw new InvalidDataException($"{path}: no row has a label that the model knows; expected rows of its own classes.");
        }

        if (known.Length < scores.Length)
        {
            _session.Say($"{path}: {Figures.Count(scores.Length - known.Length, "row")} without a label that the model knows: passed over");
        }

        return known;
    }

    private static double? ParseShare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1
            ? share
            : throw new UsageException($"--false-alarms cannot be \"{text}\": expected a number above 0 and below 1.");

    private static NoveltyScore? ParseScore(string text) =>
        Enum.GetValues<NoveltyScore>().Cast<NoveltyScore?>().FirstOrDefault(score => score.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--score cannot be \"{text}\": expected one of {string.Join(", ", Enum.GetNames<NoveltyScore>())}.");
}
