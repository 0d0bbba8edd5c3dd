using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Training.Checkpoints;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>Fits MACH's heads behind hidden layers.</summary>
internal sealed class MachNetworkFitter(MachNetworkOptions options) : Fitter
{
    /// <inheritdoc/>
    public override HeadLoss Loss => options.Loss;

    /// <inheritdoc/>
    public override int Epochs => options.Epochs;

    /// <inheritdoc/>
    public override int Parts => options.SharedEncoder ? 1 : options.Repetitions;

    /// <inheritdoc/>
    public override IReadOnlyList<Decoder> Decoders(Codebook codebook) => options.Decoder is { } kind ? [new Decoder(kind)] : Decoder.For(options.Loss);

    /// <inheritdoc/>
    public override void Require(ExampleSet examples, string name)
    {
        if (options.Loss == HeadLoss.SquaredHinge)
        {
            throw new ArgumentException("The loss SquaredHinge is for linear heads; those behind an encoder are trained by Softmax or Logistic.");
        }

        if (examples.IsMultiLabel && options.Loss == HeadLoss.Softmax)
        {
            throw new ArgumentException($"The loss Softmax needs exactly one label an example, but some{name} have none or several; use Logistic.");
        }

        if (options.Encoder == EncoderKind.Linear)
        {
            throw new ArgumentException("Heads on the encoder Linear are those of mach: use that, or the encoder EmbeddingBag or Mlp.");
        }

        if (options is { SharedEncoder: true, InputBuckets: > 0 })
        {
            throw new ArgumentException("InputBuckets hashes the input of each repetition's own encoder, but all share one; set SharedEncoder to false.");
        }

        NetworkFitter.RequireFormat(options, examples);
        if (options.Decoder is { } kind)
        {
            new Decoder(kind).Require(options.Loss);
        }
    }

    /// <inheritdoc/>
    public override InputTransform TransformOf(ExampleSet examples) => NetworkBuilder.TransformOf(examples, options);

    /// <inheritdoc/>
    public override Fit Run(
        ExampleSet examples, InputTransform transform, TrainingStage stage, HeldOut? held, int[]? epochs, ParallelOptions parallel, ProgressMeter meter)
    {
        using var fit = new MachNetworkFit(examples, transform, held, options, parallel, meter, stage);
        return fit.Run(epochs);
    }
}
