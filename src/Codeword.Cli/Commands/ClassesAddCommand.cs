using System.CommandLine;
using System.Globalization;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>classes add</c>: a model and examples of classes it does not know to a model that knows them.</summary>
internal sealed class ClassesAddCommand : Command
{
    private static readonly ClassExtensionOptions Standard = new();
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = Flags.File(
        "file", "examples of the new classes, plain or gzipped; - for standard input. Rows of classes that the model knows are passed over");
    private readonly Option<string> _output = ClassChange.Output();
    private readonly Option<int> _slack = Flags.Whole(
        "--slack", "how many classes more than the emptiest bucket a bucket may have and still be taken for a shuffled digit, if the head says that it fits the examples best",
        0, int.MaxValue, Standard.Slack);

    private readonly Option<bool> _tune = new("--fine-tune")
    {
        Description = "change the weights of the outputs that the new classes have, on their examples alone; scores of old classes change where they share these outputs",
    };

    private readonly Option<int?> _epochs = Flags.Whole("--epochs", $"passes of fine-tuning over the examples; {ClassExtensionOptions.UsualEpochs} when not given", 1, 1000);
    private readonly Option<float?> _rate = new("--rate")
    {
        Description = "share of the longest safe step that a step of fine-tuning is, above 0, at most 1; 0.2 when not given, 0.02 behind an encoder",
        HelpName = "number",
        CustomParser = result => float.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate) && rate is >= 1e-6f and <= 1
            ? rate
            : throw new UsageException($"--rate cannot be \"{result.Tokens[0].Value}\": expected a number from 0.000001 to 1."),
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public ClassesAddCommand(Session session)
        : base(
            "add", "Add classes that a model was not trained on, by a few examples of each; every other class keeps its id and its codeword, and, without --fine-tune, its score")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_output);
        _format = new FormatFlags(this, "as the model's training data was");
        Add(_slack);
        Add(_tune);
        Add(_epochs);
        Add(_rate);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        ClassExtensionOptions options = Read(parsed);
        string path = parsed.GetRequiredValue(_file);
        string output = parsed.GetRequiredValue(_output);
        OutputPath.RequireOther("--output", output, path, _format.LabelsPath(parsed));
        OutputPath.RequireFolder("model", output);
        var model = Classifier.Load(parsed.GetRequiredValue(_model));
        DataFormat format = FormatFlags.RequireLabels(_format.ReadInput(parsed, model));
        using Stream file = _session.Open(path);
        var extension = ClassExtension.Of(model, ExampleSource.FromStream(file, path, format), options, _session.Cancellation);
        extension.Classifier.Save(output);
        if (extension.OtherRows > 0)
        {
            _session.Say($"{path}: {Figures.Count(extension.OtherRows, "row")} without a label that is new to the model: passed over");
        }

        if (extension.Sharing > 0)
        {
            _session.Say($"{output}: {Figures.Count(extension.Sharing)} of the new classes have a codeword that another class has too, and are not told from it");
        }

        ClassChange.Tell(
            _session, parsed.GetValue(_json), output, extension.Classifier, extension.Added.Count, retired: 0,
            [KeyValuePair.Create("rows", extension.Rows), KeyValuePair.Create("otherRows", extension.OtherRows), KeyValuePair.Create("sharingCodewords", extension.Sharing)]);
        return ExitCode.Done;
    }

    private ClassExtensionOptions Read(ParseResult parsed)
    {
        (int? epochs, float? rate) = (parsed.GetValue(_epochs), parsed.GetValue(_rate));
        bool isTuned = parsed.GetValue(_tune);
        return isTuned || (epochs is null && rate is null)
            ? Standard with
            {
                Slack = parsed.GetValue(_slack),
                Epochs = isTuned ? epochs ?? ClassExtensionOptions.UsualEpochs : 0,
                Rate = rate,
                Threads = parsed.GetValue(_threads),
            }
            : throw new UsageException($"{(epochs is null ? _rate.Name : _epochs.Name)} has a meaning only beside --fine-tune.");
    }
}
