using System.CommandLine;
using System.Diagnostics;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>train</c> with a method: data to model.</summary>
internal sealed class TrainMethodCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _train = Flags.File("train", "the training data's file, plain or gzipped, or an example store (data store)");
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write the model to", HelpName = "file", Required = true };
    private readonly Option<string?> _valid = new("--valid")
    {
        Description = "data to choose decoder, epochs and calibration by, written as the training data is, in place of a held-out share",
        HelpName = "file",
    };

    private readonly Option<string?> _validLabels = new("--valid-labels")
    {
        Description = "the file of the labels of --valid (npy)",
        HelpName = "file",
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<string?> _memory = new("--memory-limit")
    {
        Description = "memory that training may take, such as 8GB; what the machine has when not given",
        HelpName = "size",
    };

    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;
    private readonly OptionFlags _options;
    private readonly TrainingMethod _method;
    private readonly CodebookFlags? _codebook;
    private readonly CheckpointFlags _checkpoint;

    public TrainMethodCommand(Session session, TrainingMethod method)
        : base(method.Name, $"Train a model with {method.Description}")
    {
        _session = session;
        _method = method;
        Add(_train);
        Add(_output);
        Add(_valid);
        Add(_validLabels);
        _format = new FormatFlags(this, "what the file's name says");
        _codebook = method.CreateOptions([]) is CodeOptions ? new CodebookFlags(this) : null;
        Add(_threads);
        Add(_memory);
        _checkpoint = new CheckpointFlags(this);
        Add(_json);
        _options = new OptionFlags(this, method);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        GivenCodebook? codebook = _codebook?.Read(parsed, _session);
        TrainingOptions options = ReadOptions(parsed, codebook);
        string path = parsed.GetRequiredValue(_train);
        string output = parsed.GetRequiredValue(_output);
        OutputPath.RequireOther("-o", output, path);
        using var input = TrainingInput.Open(_session, parsed, path, _format, _options);
        DataFormat given = input.Format;
        RequireValidLabels(parsed, given);
        OutputPath.RequireOther("-o", output, [(given as NpyFormat)?.Labels, parsed.GetValue(_valid), parsed.GetValue(_validLabels), .. _codebook?.Files(parsed) ?? []]);
        using Stream? valid = parsed.GetValue(_valid) is { } name ? _session.Open(name) : null;
        OutputPath.RequireFolder("model", output);
        Checkpoint checkpoint = _checkpoint.Read(parsed, output, _session);

        long start = Stopwatch.GetTimestamp();
        TrainingData data = input.Read(options.Text);
        options = options with { Text = data.Featurizer?.Options ?? options.Text };
        data = data with { Codes = codebook?.For(data.Examples.Labels) };
        TimeSpan reading = Stopwatch.GetElapsedTime(start);
        ExampleSet? held = valid is null
            ? null
            : data.ReadValidation(ExampleSource.FromStream(valid, parsed.GetValue(_valid)!, ValidFormat(parsed, data.Format)));
        MemoryForecast forecast = data.Forecast(options, held);
        Announce(path, data, given, forecast);
        AnnounceUnseen(parsed.GetValue(_valid), held);
        CheckpointFlags.Announce(checkpoint, _session);

        start = Stopwatch.GetTimestamp();
        Classifier model = Train(data, options, held, checkpoint);
        TimeSpan training = Stopwatch.GetElapsedTime(start);

        _session.Cancellation.ThrowIfCancellationRequested();
        model.Save(output);
        CheckpointFlags.Delete(checkpoint, _session);
        new TrainingSummary(model, output, reading, training, forecast, checkpoint).Write(_session, parsed.GetValue(_json));
        return ExitCode.Done;
    }

    private Classifier Train(TrainingData data, TrainingOptions options, ExampleSet? held, Checkpoint checkpoint)
    {
        try
        {
            return ProgressBars.Show(_session, progress => Trainer.Train(data, options, progress, held, checkpoint, _session.Cancellation));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            CheckpointFlags.AnnounceLeft(checkpoint, _session);
            throw;
        }
    }

    private TrainingOptions ReadOptions(ParseResult parsed, GivenCodebook? codebook)
    {
        TrainingOptions options = _options.Read(parsed, codebook?.OptionsOf(_method));
        if (codebook is null && options is (EcocOptions { Codes: CodeKind.Given } or LlcOptions { WarmStart: CodeKind.Given }))
        {
            throw new UsageException($"{OptionFlags.NameOf(GivenCodebook.KindOf(_method))} Given needs codes: name their file with --codebook.");
        }

        codebook?.Require(options, _method);
        return options with
        {
            Threads = parsed.GetValue(_threads),
            MemoryLimit = parsed.GetValue(_memory) is { } size ? ByteSize.Parse(size) : 0,
        };
    }

    private void RequireValidLabels(ParseResult parsed, DataFormat given)
    {
        bool isNamed = parsed.GetValue(_validLabels) is not null;
        if (isNamed && (given is not NpyFormat || parsed.GetValue(_valid) is null))
        {
            throw new UsageException("--valid-labels has a meaning only beside --valid, for the format npy.");
        }

        if (parsed.GetValue(_valid) is not null)
        {
            FormatFlags.RequireLabels(ValidFormat(parsed, given), _validLabels.Name);
        }
    }

    private DataFormat ValidFormat(ParseResult parsed, DataFormat trained) =>
        trained is NpyFormat array ? array with { Labels = parsed.GetValue(_validLabels) } : trained;

    private void Announce(string path, TrainingData data, DataFormat given, MemoryForecast forecast)
    {
        ExampleSet examples = data.Examples;
        _session.Say(
            $"{path}: {Figures.Count(examples.Count, "row")}, {Figures.Count(examples.Labels.Count, "label")}, "
            + $"{Figures.Count(examples.FeatureCount, "feature")}, {(examples.IsMultiLabel ? "any number of labels" : "one label")} a row; "
            + FormatText.Of(data.Format, given));
        string scratch = forecast.ScratchBytes > 0 ? $"; scratch files beside the store: {MemoryForecast.Format(forecast.ScratchBytes)}" : "";
        _session.Say($"memory: about {MemoryForecast.Format(forecast.Total)}, as forecast{scratch}");
    }

    private void AnnounceUnseen(string? path, ExampleSet? held)
    {
        if (held is { RowsWithUnseenLabels: > 0 })
        {
            _session.Say(
                $"{path}: {Figures.Count(held.Count, "row")}, of which {Figures.Count(held.RowsWithUnseenLabels)} with labels that the training data does not have, "
                + $"such as {held.UnseenLabelExamples[0]}: they count as mistakes");
        }
    }
}
