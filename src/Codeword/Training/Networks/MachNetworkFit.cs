using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training.Checkpoints;

namespace Codeword.Training.Networks;

/// <summary>One training of MACH's heads behind one encoder, or of an encoder and a head a repetition, each network for itself and after the one before.</summary>
internal sealed class MachNetworkFit : IDisposable
{
    private const ulong InputPart = 2;
    private const ulong EncoderPart = 13;
    private const ulong RepetitionPart = 14;
    private readonly ExampleSet _examples;
    private readonly InputTransform _transform;
    private readonly HeldOut? _held;
    private readonly MachNetworkOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly ProgressMeter _meter;
    private readonly TrainingStage _stage;
    private readonly RowMatrix _rows;
    private readonly Codebook _codebook;

    /// <param name="examples">What is trained on.</param>
    /// <param name="transform">From <see cref="NetworkBuilder.TransformOf"/>.</param>
    /// <param name="held">Examples to choose the epochs by, or null.</param>
    /// <param name="options">How.</param>
    /// <param name="parallel">The threads.</param>
    /// <param name="meter">For progress.</param>
    /// <param name="stage">What a checkpoint has of it.</param>
    public MachNetworkFit(
        ExampleSet examples, InputTransform transform, HeldOut? held, MachNetworkOptions options, ParallelOptions parallel, ProgressMeter meter, TrainingStage stage)
    {
        (_examples, _transform, _held, _options, _parallel, _meter, _stage) = (examples, transform, held, options, parallel, meter, stage);
        _rows = RowMatrix.From(examples, transform);
        using RowMatrix? directions = transform.Normalize ? null : RowMatrix.From(examples, Directions);
        _codebook = CodebookPart.ReadOrBuild(stage, examples.Labels.Count, options, () => CodebookBuilder.Build(examples, directions ?? _rows, options, parallel));
    }

    // Alike classes are found by direction, whatever the encoder reads.
    private InputTransform Directions => new(_examples.FeatureCount, _options.InputPower, Normalize: true, Bias: 1);

    /// <summary>Trains.</summary>
    /// <param name="epochs">Epochs of each network, from an earlier fit, or null.</param>
    public Fit Run(int[]? epochs)
    {
        Repetition[] repetitions = _options.SharedEncoder
            ? [Train(_codebook.Columns, _options, null, new(1, 1), epochs?[0])]
            : [.. _codebook.Columns.Select((column, r) => Train([column], OptionsOf(r), HashOf(r), new(r + 1, _codebook.Length), epochs?[r]))];
        Encoder encoder = _options.SharedEncoder ? repetitions[0].Encoder : new BranchedEncoder(repetitions.Select(own => own.Encoder));
        var heads = new Heads(_options.Loss, _transform, repetitions.Select(own => new HeadGroup(own.Weights, null)), encoder);
        return new Fit(_codebook, heads, [.. repetitions.Select(own => own.Epochs)]);
    }

    /// <summary>Gives scratch files back.</summary>
    public void Dispose() => _rows.Dispose();

    private MachNetworkOptions OptionsOf(int repetition) => _options with { Seed = SplitMix64.ForPart(_options.Seed, RepetitionPart, (ulong)repetition).Next() };

    private InputHash? HashOf(int repetition) => _options.InputBuckets == 0
        ? null
        : new InputHash(_transform.FeatureCount, _options.InputBuckets, SplitMix64.ForPart(_options.Seed, InputPart, (ulong)repetition).Next());

    private Repetition Train(IReadOnlyList<DigitColumn> columns, MachNetworkOptions options, InputHash? hash, Place place, int? epochs)
    {
        using RowMatrix? hashed = hash is null ? null : _rows.Hashed(hash);
        RowMatrix rows = hashed ?? _rows;
        var training = LabelledRows.Numbered(_examples, rows, options.ClassWeightPower);
        LabelledRows? held = _held is null ? null : LabelledRows.Numbered(_held.Examples, _held.Hashed(hash), 0);
        Standardization? standardization = _transform.Normalize ? null : Standardization.Of(rows);
        var random = SplitMix64.ForPart(options.Seed, EncoderPart);
        Network network = NetworkBuilder.BuildEncoder(rows, standardization, options, ref random)
            ?? throw new ArgumentException("Heads behind hidden layers need an encoder; use EmbeddingBag or Mlp.");
        var loss = new DigitLoss(columns, Targets(_examples, columns), network.Width, options.Loss, options.LabelSmoothing);
        var trainer = new NetworkTrainer(training, held, _codebook.Classes, options, _parallel, _meter, _stage);
        BucketTargets[] truth = _held is null ? [] : Targets(_held.Examples, columns);
        var step = new StepSize(options.LearningRate, options.SparseLearningRate, options.Momentum, options.WeightDecay);
        var phase = new NetworkPhase("train", 0, options.Epochs, epochs ?? options.Epochs, step, options.ClassLearningRate)
        {
            Repetition = place.Number,
            Repetitions = place.Count,
        };
        int used = trainer.Train(network, loss, phase, () => Accuracy(trainer, network, loss, held!, truth)).Epochs;
        var weights = new WeightMatrix(network.Width + 1L, columns.Sum(column => column.Buckets));
        loss.CopyWeights(weights);
        return new Repetition(new LayeredEncoder(NetworkExport.Layers(network, rows.Columns, _transform.Bias), hash), weights, used);
    }

    private static BucketTargets[] Targets(ExampleSet examples, IReadOnlyList<DigitColumn> columns) => [.. columns.Select(column => BucketTargets.From(examples, column))];

    private double Accuracy(NetworkTrainer trainer, Network network, DigitLoss loss, LabelledRows held, BucketTargets[] truth)
    {
        int right = 0;
        trainer.ForBatches(network, held, (start, outputs) => right += loss.CountRight(outputs, truth, start, _parallel));
        return (double)right / held.Rows.Count / truth.Length;
    }

    private readonly record struct Place(int Number, int Count);

    private sealed record Repetition(LayeredEncoder Encoder, WeightMatrix Weights, int Epochs);
}
