using System.CommandLine;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;

namespace Codeword.Cli.Commands;

/// <summary><c>novelty</c>: a model and known rows to the threshold above which a row counts as novel, stored in the model.</summary>
internal sealed class NoveltyCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _known =
        Flags.File("known", "rows of the model's classes that it was not trained on, plain or gzipped; - for standard input; not needed with --threshold or --radius");

    private readonly Option<string?> _output = new("--output", "-o") { Description = "the model's file with the rule in it; nothing is stored when not given", HelpName = "file" };
    private readonly Option<string?> _unknown = new("--unknown")
    {
        Description = "rows of other classes, to report how well they are told from the known ones; the threshold does not depend on them",
        HelpName = "file",
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;
    private readonly NoveltyRuleFlags _rule;

    public NoveltyCommand(Session session)
        : base("novelty", "Set when a row counts as novel, of none of the model's classes, by a rate of false alarms on known rows")
    {
        _session = session;
        Add(_model);
        Add(_known);
        _known.Arity = ArgumentArity.ZeroOrOne;
        Add(_output);
        _rule = new NoveltyRuleFlags(this);
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
        NoveltyRule asked = _rule.Read(parsed, model);
        model = WithRule(model, asked);
        float[] known = Measure(parsed, model, parsed.GetValue(_known), isKnown: true), unknown = Measure(parsed, model, parsed.GetValue(_unknown), isKnown: false);
        if (!_rule.IsGiven(parsed))
        {
            model = model.WithNovelty(NoveltyRule.Calibrate(asked.Score, known, _rule.FalseAlarms(parsed)));
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
        bool hasKnown = parsed.GetValue(_known) is not null;
        _rule.RequireSense(parsed, hasKnown);
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

        return NoveltyEvaluator.Measure(model, isKnown ? WithoutOthers(path, rows) : WithNotice(path, rows), parsed.GetValue(_threads), _session.Cancellation);
    }

    private ExampleSet WithoutOthers(string path, ExampleSet rows)
    {
        ExampleSet known = NoveltyEvaluator.Known(rows);
        if (known.Count == 0)
        {
            throw new InvalidDataException($"{path}: no row has a label that the model knows; expected rows of its own classes.");
        }

        if (known.Count < rows.Count)
        {
            _session.Say($"{path}: {Figures.Count(rows.Count - known.Count, "row")} without a label that the model knows: passed over");
        }

        return known;
    }

    // Labels of another kind may be spelled as the model's are, so that such rows are not passed over.
    private ExampleSet WithNotice(string path, ExampleSet rows)
    {
        int alike = Enumerable.Range(0, rows.Count).Count(row => !rows.LabelsOf(row).IsEmpty);
        if (alike > 0)
        {
            _session.Say($"{path}: {Figures.Count(alike, "row")} with a label that the model knows: counted as unknown all the same");
        }

        return rows;
    }
}
