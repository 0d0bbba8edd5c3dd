using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Training.Checkpoints;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>Fits networks end to end: LLC, error-correcting codes, hashing, and the real-valued head they are compared with.</summary>
internal sealed class NetworkFitter(NetworkOptions options, BinaryCodes? given) : Fitter
{
    /// <inheritdoc/>
    public override HeadLoss Loss => options is SoftmaxOptions ? HeadLoss.Softmax : HeadLoss.Logistic;

    /// <inheritdoc/>
    public override int Epochs => NetworkFit.EpochsOf(options);

    /// <inheritdoc/>
    public override int Parts => NetworkMemory.PhasesOf(options);

    /// <inheritdoc/>
    public override IReadOnlyList<Decoder> Decoders(Codebook codebook) =>
        options.Decoder is { } kind ? [new Decoder(kind)] : Decoder.For(Loss, codebook.Bits is not null);

    /// <inheritdoc/>
    public override void Require(ExampleSet examples, string name)
    {
        if (examples.IsMultiLabel)
        {
            throw new ArgumentException(
                $"The method {OptionsJson.MethodOf(options)} needs exactly one label an example, but some{name} have none or several; use mach, mach-network or ova.");
        }

        RequireFormat(options, examples);
        if (options.Decoder is { } kind)
        {
            new Decoder(kind).Require(Loss, options.CodeBits is not null);
        }

        if (options.CodeBits is < 31 and int bits && 1L << bits < examples.Labels.Count)
        {
            throw new ArgumentException($"{bits} bits make {1L << bits} codes, fewer than the {examples.Labels.Count} classes; use more bits.");
        }

        if (options is CodeOptions codes)
        {
            RequireBits(codes, examples.Labels.Count);
        }
        else if (options is SoftmaxOptions && options.Encoder == EncoderKind.Linear)
        {
            throw new ArgumentException("A real-valued head on the encoder Linear is one-vs-all: use ova, or the encoder EmbeddingBag or Mlp.");
        }
    }

    /// <inheritdoc/>
    public override InputTransform TransformOf(ExampleSet examples) => NetworkBuilder.TransformOf(examples, options);

    /// <inheritdoc/>
    public override Fit Run(
        ExampleSet examples, InputTransform transform, TrainingStage stage, HeldOut? held, int[]? epochs, ParallelOptions parallel, ProgressMeter meter)
    {
        using var fit = new NetworkFit(examples, transform, held, options, epochs, parallel, meter, stage);
        (Codebook codebook, Heads heads, int[] used) = fit.Run(given is null ? null : Signs(given));
        return new Fit(codebook, heads, used) { RepairedShare = fit.RepairedShare };
    }

    /// <summary>Refuses weights in a format that the encoder cannot have.</summary>
    /// <exception cref="ArgumentException">They are to be sparse, or too coarse.</exception>
    public static void RequireFormat(NetworkOptions options, ExampleSet examples)
    {
        if (options.WeightFormat == WeightFormat.Sparse)
        {
            throw new ArgumentException("The weight format Sparse is for linear heads; a network's weights are Float32, Float16, Int8 or Int4.");
        }

        if (options.WeightFormat == WeightFormat.Int4 && NetworkBuilder.IsDense(examples))
        {
            throw new ArgumentException("The weight format Int4 is too coarse for a dense input, whose standardisation is in the first layer's weights; use Int8 or Float16.");
        }
    }

    private void RequireBits(CodeOptions codes, int classes)
    {
        CodeKind? kind = codes is LlcOptions llc ? llc.WarmStart : ((EcocOptions)codes).Codes;
        if (kind is CodeKind.Svd or CodeKind.Cca)
        {
            if (codes.Encoder == EncoderKind.Linear)
            {
                throw new ArgumentException($"{kind} codes come from an encoder's features; use the encoder EmbeddingBag or Mlp, or other codes.");
            }

            int most = Math.Max(1, Math.Min(codes.Width, classes - 1));
            if (codes.Bits > most)
            {
                throw new ArgumentException(
                    $"{kind} codes have at most as many bits as the encoder is wide and the classes less one, {most}, but {codes.Bits} are asked for.");
            }
        }

        if (given is not null != (kind == CodeKind.Given))
        {
            throw new ArgumentException(given is null
                ? "The options ask for a given codebook, but none was given."
                : "A codebook was given, but the options do not ask for it: set Codes (ecoc) or WarmStart (llc) to Given.");
        }

        if (given is not null && (given.Count != classes || given.Bits != codes.Bits))
        {
            throw new ArgumentException($"The given codebook has {given.Count} codes of {given.Bits} bits; expected {classes} of {codes.Bits}.");
        }
    }

    private static float[] Signs(BinaryCodes codes)
    {
        float[] signs = new float[checked(codes.Count * codes.Bits)];
        for (int i = 0; i < signs.Length; i++)
        {
            signs[i] = codes[i / codes.Bits, i % codes.Bits] ? 1 : -1;
        }

        return signs;
    }
}
