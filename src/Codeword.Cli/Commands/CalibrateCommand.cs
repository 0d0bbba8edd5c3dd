using System.CommandLine;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>calibrate</c>: a model and held-out rows to a model whose probabilities were fitted to them.</summary>
internal sealed class CalibrateCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file =
        Flags.File("file", "labelled rows that the model was not trained on: of its training rows it is too sure; plain or gzipped; - for standard input");

    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write the calibrated model to", HelpName = "file", Required = true };
    private readonly Option<CalibrationMethod> _method = new("--method")
    {
        Description = "temperature: one number for all scores, or Platt's sigmoid where rows have several labels; isotonic: that and a monotone curve over it; "
            + "none: the model's own map, its curve taken away",
        HelpName = "temperature|isotonic|none",
        DefaultValueFactory = _ => CalibrationMethod.Isotonic,
        CustomParser = result => ParseMethod(result.Tokens[0].Value),
    };

    private readonly FormatFlags _format;
    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();

    public CalibrateCommand(Session session)
        : base("calibrate", "Fit a model's probabilities to held-out rows; what they are worth is measured on rows that each map was not fitted to")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_output);
        Add(_method);
        _format = new FormatFlags(this, "as the model's training data was");
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string output = parsed.GetRequiredValue(_output), path = parsed.GetRequiredValue(_file);
        OutputPath.RequireFolder("model", output);
        var model = Classifier.Load(parsed.GetRequiredValue(_model));
        DataFormat format = FormatFlags.RequireLabels(_format.Read(parsed, model.Info.Format));
        OutputPath.RequireOther("--output", output, parsed.GetRequiredValue(_model), path, _format.LabelsPath(parsed));
        using Stream file = _session.Open(path);
        ExampleSet examples = Evaluator.Read(model, ExampleSource.FromStream(file, path, format));
        CalibrationResult result = Calibration.Fit(model, examples, parsed.GetValue(_method), parsed.GetValue(_threads), _session.Cancellation);
        result.Classifier.Save(output);
        var summary = new CalibrationSummary(result, examples.Count, parsed.GetValue(_method));
        summary.Write(_session, parsed.GetValue(_json));
        _session.Say($"{output}: {ProbabilityText.Of(result.Classifier.Model)}");
        if (parsed.GetValue(_method) != CalibrationMethod.None)
        {
            TellWorse(result);
        }

        if (model.Model.Novelty is { } rule && result.Classifier.Model.Novelty is null)
        {
            _session.Say($"{output}: the rule of novelty ({rule}) went with the old probabilities, which it compares; codeword novelty sets it anew");
        }

        return ExitCode.Done;
    }

    private void TellWorse(CalibrationResult result)
    {
        string[] worse = [.. from metric in result.Before.Metrics
                             where result.After.Metrics.TryGet(metric.Name, out double after) && after > metric.Value
                             select metric.Name];
        if (worse.Length > 0)
        {
            _session.Say($"{string.Join(", ", worse)}: higher than before; the map was measured on rows it was not fitted to, the old one perhaps on its own");
        }
    }

    private static CalibrationMethod ParseMethod(string text) =>
        Enum.GetValues<CalibrationMethod>().Cast<CalibrationMethod?>().FirstOrDefault(method => method.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--method cannot be \"{text}\": expected temperature, isotonic or none.");
}
