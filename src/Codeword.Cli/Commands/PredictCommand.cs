using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>predict</c>: a model and rows to labels, one line for each.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file =
        Flags.File("file", "the rows, with or without labels, plain or gzipped; standard input when it is - or not given");

    private readonly Option<int> _count = Flags.Whole("-k", "how many labels to name a row", 1, 1_000_000, 5);
    private readonly CandidateFlag _candidates;
    private readonly Option<bool> _novelty = new("--novelty")
    {
        Description = "begin each line with how novel the row is, larger is more, and with novel or known; --json has both anyway",
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public PredictCommand(Session session)
        : base("predict", "Name the best labels of each row: a line of labels and probabilities, best first, between tabs")
    {
        _session = session;
        Add(_model);
        Add(_file);
        _file.Arity = ArgumentArity.ZeroOrOne;
        Add(_count);
        _candidates = new CandidateFlag(this);
        _format = new FormatFlags(this, "as the model's training data was", hasLabels: false);
        Add(_novelty);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Classifier model = _candidates.Apply(parsed, Classifier.Load(parsed.GetRequiredValue(_model)));
        DataFormat format = _format.ReadInput(parsed, model);
        string path = parsed.GetValue(_file) ?? "-";
        using Stream file = _session.Open(path);
        PredictionWriter writer = parsed.GetValue(_json) ? PredictionText.WriteJson
            : parsed.GetValue(_novelty) ? PredictionText.WriteNovelty : PredictionText.WriteFields;
        var stream = new PredictionStream(model, parsed.GetValue(_count), parsed.GetValue(_threads), writer);
        stream.Run(ExampleSource.FromStream(file, path, format), _session.Output, _session.Cancellation);
        return ExitCode.Done;
    }
}
