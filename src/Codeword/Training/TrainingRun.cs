using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>One training from examples to model: choose on a held-out part, then train on everything.</summary>
internal sealed class TrainingRun
{
    private readonly TrainingOptions _options;
    private readonly Fitter _fitter;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly ParallelOptions _parallel;

    public TrainingRun(TrainingOptions options, BinaryCodes? codes, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _options = options;
        _fitter = Fitter.Of(options, codes);
        _progress = progress;
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
    }

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

        (Fit fit, HeldOut? heldRows) = FitHeads(training, transform, refit ? "choose" : "train", held, meter, epochs: null);
        long[] trainedRows = LabelCounts.Of(training);
        WeightFormat weights = _options.WeightFormat;
        double share = weights == WeightFormat.Sparse
            ? SparseShare.Of((LinearOptions)_options, fit, heldRows, new LabelFrequencies(trainedRows, training.Count), _fitter.Decoders(fit.Codebook), _parallel) : 1;
        Choice choice = Choose(fit.To(weights, share), heldRows, trainedRows, training.Count, examples.IsMultiLabel);
        Choice? exact = weights == WeightFormat.Float32 ? null : Choose(fit, heldRows, trainedRows, training.Count, examples.IsMultiLabel);
        if (refit)
        {
            (fit, _) = FitHeads(examples, transform, "train", held: null, meter, fit.Epochs);
        }

        fit = fit.To(weights, share);
        var info = new ModelInfo
        {
            Method = OptionsJson.MethodOf(_options),
            Options = OptionsJson.ToPairs(_options),
            TrainingRows = (refit ? examples : training).Count,
            IsMultiLabel = examples.IsMultiLabel,
            Format = format,
            Validation = Figures(choice, exact, fit),
        };
        long[] counts = LabelCounts.Of(refit ? examples : training);
        return new Classifier(new Model(info, examples.Labels, counts, fit.Codebook, fit.Heads, choice.Decoder, choice.Probabilities, featurizer));
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

        if (fit.RepairedShare is { } repaired)
        {
            figures["repaired codes"] = repaired;
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
        ExampleSet examples, InputTransform transform, string stage, ExampleSet? held, ProgressMeter meter, int[]? epochs)
    {
        HeldOut? heldRows = held is null ? null : new HeldOut(held, RowMatrix.From(held, transform));
        Fit fit = _fitter.Run(examples, transform, stage, heldRows, epochs, _parallel, meter);
        fit.Heads.RequireFinite();      // The last step may have broken what the loss before it could not show.
        return (fit, heldRows);
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
        return new Choice(
            decoder,
            ProbabilityFitting.Fit(outputs, decoder, isMultiLabel),
            metrics.ToDictionary(metric => metric.Name, metric => metric.Value));
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
    }

    private sealed record Choice(Decoder Decoder, ProbabilityMap Probabilities, IReadOnlyDictionary<string, double> Metrics);
}
