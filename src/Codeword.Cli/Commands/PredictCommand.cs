using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>predict</c>: a model and rows to labels, one line for each.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = new("file")
    {
        Description = "The rows, with or without labels, plain or gzipped; - for standard input",
        DefaultValueFactory = _ => "-",
    };

    private readonly Option<int> _count = Flags.Whole("-k", "How many labels to name a row", 1, 1_000_000, 5);
    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public PredictCommand(Session session)
        : base("predict", "Name the best labels of each row: label, tab, probability, tab, label, … from the best on; blank lines stay blank")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_count);
        _format = new FormatFlags(this, "as the model's training data was", hasLabels: false);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Classifier model = Classifier.Load(parsed.GetRequiredValue(_model));
        DataFormat format = _format.Read(parsed, model.Info.Format);
        bool takesText = model.Model.Featurizer is not null;
        if (format.HoldsText != takesText)
        {
            throw new UsageException($"The format {format.Name} holds {Kind(format.HoldsText)}, but the model was trained on {Kind(takesText)}.");
        }

        string path = parsed.GetRequiredValue(_file);
        using Stream file = _session.Open(path);
        PredictionWriter writer = parsed.GetValue(_json) ? PredictionText.WriteJson : PredictionText.WriteFields;
        var stream = new PredictionStream(model, parsed.GetValue(_count), parsed.GetValue(_threads), writer);
        stream.Run(ExampleSource.FromStream(file, path, format), _session.Output, _session.Cancellation);
        return ExitCode.Done;
    }

    private static string Kind(bool isText) => isText ? "text" : "features";
}
