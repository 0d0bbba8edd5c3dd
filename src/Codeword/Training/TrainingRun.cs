using System.Runtime.ExceptionServices;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Storage;
using Codeword.Training.Checkpoints;

namespace Codeword.Training;

/// <summary>One training from examples to model: choose on a held-out part, then train on everything.</summary>
internal sealed class TrainingRun
{
    private const string Choosing = "choose";
    private readonly TrainingOptions _options;
    private readonly BinaryCodes? _codes;
    private readonly Checkpoint? _checkpoint;
    private readonly Fitter _fitter;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly ParallelOptions _parallel;

    public TrainingRun(
        TrainingOptions options, BinaryCodes? codes, IProgress<TrainingProgress>? progress, CancellationToken cancellation, Checkpoint? checkpoint = null)
    {
        (_options, _codes, _checkpoint) = (options, codes, checkpoint);
        _fitter = Fitter.Of(options, codes);
        _progress = progress;
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
    }

    private WeightFormat Format => _options.WeightFormat;

    public Classifier Train(ExampleSet examples, ExampleSet? given, TextFeaturizer? featurizer, DataFormat format)
    {
        Require(examples);
        RequireHeldOut(given);
        MemoryForecast.Of(examples, _options, given, featurizer).Require(_options);
        InputTransform transform = _fitter.TransformOf(examples);
        (ExampleSet training, ExampleSet? held) = Part(examples, given);
        bool refit = given is null && held is not null && _options.Refit;
        double work = (double)_fitter.Epochs * (training.Count + (refit ? examples.Count : 0));
        var meter = new ProgressMeter(_progress, work);

        CheckpointFolder? folder = _checkpoint is null ? null : CheckpointFolder.Open(_checkpoint, () => RunIdentity.Of(_options, examples, given, _codes));
        Fit? fit = null;
        Trial? trial = refit ? FindTrial(folder, training.Count, meter) : null;
        if (trial is null)
        {
            (fit, trial) = Try(training, transform, new TrainingStage(refit ? Choosing : "train", folder), held, meter, examples.IsMultiLabel);
            if (refit)
            {
                folder?.Replace(Choosing, TrialSection.Name, writer => TrialSection.Write(writer, trial));
            }
        }

        if (refit)
        {
            (fit, _) = FitHeads(examples, transform, new TrainingStage("train", folder), held: null, meter, trial.Epochs);
        }

        _checkpoint?.Resumed = meter.Resumed;
        return ModelOf(fit!.To(Format, trial.Share), trial, examples, refit ? examples : training, featurizer, format);
    }

    private Classifier ModelOf(Fit fit, Trial trial, ExampleSet examples, ExampleSet trained, TextFeaturizer? featurizer, DataFormat format)
    {
        var info = new ModelInfo
        {
            Method = OptionsJson.MethodOf(_options),
            Options = OptionsJson.ToPairs(_options),
            TrainingRows = trained.Count,
            IsMultiLabel = examples.IsMultiLabel,
            Format = format,
            Validation = Figures(trial.Choice, trial.Exact, fit),
        };
        return new Classifier(new Model(
            info, examples.Labels, LabelCounts.Of(trained), fit.Codebook, fit.Heads, trial.Choice.Decoder, trial.Choice.Probabilities, featurizer)
        {
            Novelty = trial.Choice.Novelty,
            Curve = trial.Choice.Curve,
        });
    }

    private static Dictionary<string, double> Figures(Choice choice, Choice? exact, Fit fit)
    {
        Dictionary<string, double> figures = new(choice.Metrics, StringComparer.Ordinal);
        foreach ((string name, double value) in exact?.Metrics.Where(
            metric => metric.Key.StartsWith("accuracy@", StringComparison.Ordinal) || metric.Key == DecoderChoice.Criterion) ?? [])
        {
            figures[$"{name} as Float32"] = value;
        }

        if (fit.Heads.Format == WeightFormat.Sparse)
        {
            figures["share of weights kept"] = fit.Heads.Groups.Sum(group => (double)((SparseWeights)group.Weights).Kept) / fit.Heads.WeightCount;
        }

        if (fit.RepairedShare is { } repaired and > 0)
        {
            figures["share of classes moved to free codes"] = repaired;
        }

        return figures;
    }

    private (ExampleSet Training, ExampleSet? Held) Part(ExampleSet examples, ExampleSet? given)
    {
        if (given is not null)
        {
            return (examples, given);
        }

        (ExampleSet training, ExampleSet held) = Trainer.Split(examples, _options.ValidationShare, _options.Seed);
        return held.Count > 0 ? (training, held) : (examples, null);
    }

    private (Fit Fit, HeldOut? Held) FitHeads(
        ExampleSet examples, InputTransform transform, TrainingStage stage, ExampleSet? held, ProgressMeter meter, int[]? epochs)
    {
        HeldOut? heldRows = held is null ? null : new HeldOut(held, RowMatrix.From(held, transform));
        try
        {
            Fit fit = _fitter.Run(examples, transform, stage, heldRows, epochs, _parallel, meter);
            fit.Heads.RequireFinite();      // The last step may have broken what the loss before it could not show.
            return (fit, heldRows);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is InvalidDataException or IOException)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);      // A checkpoint's file, met on one of the threads.
            throw;
        }
    }

    // What an earlier training chose.
    private Trial? FindTrial(CheckpointFolder? folder, int rows, ProgressMeter meter)
    {
        using SectionFile? file = folder?.Open(TrialSection.Name);
        if (file is null)
        {
            return null;
        }

        meter.Resume((double)_fitter.Epochs * rows);
        return TrialSection.Read(file[TrialSection.Tag], _fitter.Parts, _fitter.Epochs);
    }

    private (Fit Fit, Trial Trial) Try(
        ExampleSet training, InputTransform transform, TrainingStage stage, ExampleSet? held, ProgressMeter meter, bool isMultiLabel)
    {
        (Fit fit, HeldOut? heldRows) = FitHeads(training, transform, stage, held, meter, epochs: null);
        long[] rows = LabelCounts.Of(training);
        double share = Format == WeightFormat.Sparse
            ? SparseShare.Of((LinearOptions)_options, fit, heldRows, new LabelFrequencies(rows, training.Count), _fitter.Decoders(fit.Codebook), _parallel) : 1;
        Choice choice = Choose(fit.To(Format, share), heldRows, rows, training.Count, isMultiLabel);
        Choice? exact = Format == WeightFormat.Float32 ? null : Choose(fit, heldRows, rows, training.Count, isMultiLabel);
        return (fit, new Trial(fit.Epochs, share, choice, exact));
    }

    private Choice Choose(Fit fit, HeldOut? held, long[] labelRows, int trainingRows, bool isMultiLabel)
    {
        IReadOnlyList<Decoder> candidates = _fitter.Decoders(fit.Codebook);
        if (held is null)
        {
            return new Choice(candidates[0], new ProbabilityMap(!isMultiLabel && candidates[0].ScoresEveryClass, 1, 0), new Dictionary<string, double>());
        }

        var outputs = new ValidationOutputs(held, fit.Codebook, fit.Heads, _parallel);
        (Decoder decoder, MetricList metrics) = DecoderChoice.Choose(outputs, new LabelFrequencies(labelRows, trainingRows), candidates);
        ProbabilityMap map = ProbabilityFitting.Fit(outputs, outputs.All, decoder, isMultiLabel);
        bool fitsCurve = _options.Isotonic ?? (map.IsSoftmax && outputs.Count >= Calibration.RowsForCurve);
        return new Choice(decoder, map, metrics.ToDictionary(metric => metric.Name, metric => metric.Value))
        {
            Curve = fitsCurve ? ProbabilityFitting.FitCurve(outputs, outputs.All, decoder, map, isMultiLabel) : null,
            Novelty = NoveltyFitting.Fit(outputs, decoder, map, labelRows),
        };
    }

    private void Require(ExampleSet examples)
    {
        if (examples.Count == 0)
        {
            throw new ArgumentException("The training data has no examples; expected at least one.");
        }

        if (examples.Labels.Count == 0)
        {
            throw new ArgumentException("The training data has no labels; expected at least one.");
        }

        _fitter.Require(examples, "");
    }

    private void RequireHeldOut(ExampleSet? given)
    {
        if (given is { Count: 0 })
        {
            throw new ArgumentException("The validation data has no examples; expected at least one.");
        }

        if (given is not null)
        {
            _fitter.Require(given, " of the validation data");
        }
        else if (_options is LinearOptions { WeightFormat: WeightFormat.Sparse, SparseShare: 0, ValidationShare: 0 })
        {
            throw SparseShare.NoHeldOut();
        }
    }
}
