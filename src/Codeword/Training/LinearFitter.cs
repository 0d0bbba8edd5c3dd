using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Training.Checkpoints;

namespace Codeword.Training;

/// <summary>Fits linear heads: MACH and one-vs-all.</summary>
internal sealed class LinearFitter(LinearOptions options) : Fitter
{
    /// <inheritdoc/>
    public override HeadLoss Loss => options.Loss;

    /// <inheritdoc/>
    public override int Epochs => options.Epochs;

    /// <inheritdoc/>
    public override int Parts => (options as MachOptions)?.Repetitions ?? 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Decoder> Decoders(Codebook codebook) =>
        options.Decoder is { } kind ? [new Decoder(kind, options.HingePower)] : Decoder.For(options.Loss, codebook.Bits is not null);

    /// <inheritdoc/>
    public override void Require(ExampleSet examples, string name)
    {
        if (examples.IsMultiLabel && options.Loss == HeadLoss.Softmax)
        {
            throw new ArgumentException(
                $"The loss Softmax needs exactly one label an example, but some{name} have none or several; use SquaredHinge or Logistic.");
        }

        options.RequireSense();
        if (options.Decoder is { } kind)
        {
            new Decoder(kind, options.HingePower).Require(options.Loss);
        }
    }

    /// <inheritdoc/>
    public override InputTransform TransformOf(ExampleSet examples) => new(examples.FeatureCount, options.InputPower, Normalize: true, options.Bias);

    /// <inheritdoc/>
    public override Fit Run(
        ExampleSet examples, InputTransform transform, TrainingStage stage, HeldOut? held, int[]? epochs, ParallelOptions parallel, ProgressMeter meter)
    {
        using RowMatrix rows = RowMatrix.From(examples, transform);
        Codebook codebook = CodebookPart.ReadOrBuild(
            stage, examples.Labels.Count, options, () => CodebookBuilder.Build(examples, rows, options, parallel));
        using var trainer = new HeadTrainer(examples, rows, options, parallel, meter);
        (Heads heads, int[] used) = trainer.Train(codebook, transform, stage, held, epochs);
        return new Fit(codebook, heads, used);
    }
}
