using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Training.Checkpoints;

namespace Codeword.Training;

/// <summary>Fits codebook and heads to examples, one way for linear heads and one for networks.</summary>
internal abstract class Fitter
{
    /// <summary>What the heads are trained on.</summary>
    public abstract HeadLoss Loss { get; }

    /// <summary>Passes over the examples that a fit makes, at most.</summary>
    public abstract int Epochs { get; }

    /// <summary>Parts of a fit that each choose their epochs.</summary>
    public abstract int Parts { get; }

    /// <summary>The decoders to choose among.</summary>
    public abstract IReadOnlyList<Decoder> Decoders(Codebook codebook);

    /// <summary>Refuses examples that cannot be fitted.</summary>
    /// <exception cref="ArgumentException">The examples do not go with the options.</exception>
    public abstract void Require(ExampleSet examples, string name);

    /// <summary>What happens to features before a head or an encoder sees them.</summary>
    public abstract InputTransform TransformOf(ExampleSet examples);

    /// <summary>Fits.</summary>
    /// <param name="examples">What is trained on.</param>
    /// <param name="transform">From <see cref="TransformOf"/>.</param>
    /// <param name="stage">For progress, and what a checkpoint has of it.</param>
    /// <param name="held">Examples to choose the epochs by, or null.</param>
    /// <param name="epochs">Epochs to run, from an earlier fit, or null.</param>
    /// <param name="parallel">The threads.</param>
    /// <param name="meter">For progress.</param>
    public abstract Fit Run(
        ExampleSet examples, InputTransform transform, TrainingStage stage, HeldOut? held, int[]? epochs, ParallelOptions parallel, ProgressMeter meter);

    /// <summary>The fitter that options ask for.</summary>
    public static Fitter Of(TrainingOptions options, BinaryCodes? codes) => options switch
    {
        LinearOptions linear => new LinearFitter(linear),
        MachNetworkOptions mach => new MachNetworkFitter(mach),
        NetworkOptions network => new NetworkFitter(network, codes),
        _ => throw new ArgumentException($"There is no method for {options.GetType().Name}.", nameof(options)),
    };
}
