using Codeword.Decoding;

namespace Codeword.Models;

/// <summary>
/// The R heads: linear maps from an example's transformed features, or from what an encoder makes of them, to all outputs. Immutable once built.
/// </summary>
public sealed class Heads
{
    private readonly HeadGroup[] _groups;

    /// <summary>Heads made of groups whose outputs stand one after the other.</summary>
    /// <exception cref="ArgumentException">The encoder does not take what the transform gives, or a group's rows do not fit its input.</exception>
    public Heads(HeadLoss loss, InputTransform transform, IEnumerable<HeadGroup> groups, Encoder? encoder = null)
    {
        Loss = loss;
        Transform = transform;
        Encoder = encoder;
        _groups = [.. groups];
        if (encoder is not null && encoder.Inputs != transform.Rows)
        {
            throw new ArgumentException($"An encoder of {encoder.Inputs} inputs; the input transform gives {transform.Rows}.", nameof(encoder));
        }

        if (_groups.DistinctBy(group => group.Weights.Format).Count() > 1)
        {
            throw new ArgumentException("Groups of heads store their weights in different formats; expected one.", nameof(groups));
        }

        if (encoder is { Parts: > 1 } && encoder.Parts != _groups.Length)
        {
            throw new ArgumentException($"{_groups.Length} groups of heads behind an encoder of {encoder.Parts} branches; expected one for each.", nameof(groups));
        }

        for (int g = 0; g < _groups.Length; g++)
        {
            HeadGroup group = _groups[g];
            long expected = group.Hash?.Rows ?? InputsOf(g, encoder, transform);
            if (encoder is not null && group.Hash is not null)
            {
                throw new ArgumentException("A group of heads hashes an encoder's outputs; only features are hashed.", nameof(groups));
            }

            if (group.Weights.Rows != expected)
            {
                throw new ArgumentException($"A group of heads has {group.Weights.Rows} rows of weights; its input has {expected}.", nameof(groups));
            }
        }
    }

    /// <summary>What the heads were trained on.</summary>
    public HeadLoss Loss { get; }

    /// <summary>What happens to values first.</summary>
    public InputTransform Transform { get; }

    /// <summary>What stands between the transform and the heads; null where heads are linear in the features.</summary>
    public Encoder? Encoder { get; }

    /// <summary>Floats of scratch that computing the outputs takes.</summary>
    public int ScratchLength => Encoder is null ? 0 : Encoder.Outputs + Encoder.ScratchLength;

    /// <summary>The groups, in the order of the codebook's columns.</summary>
    public IReadOnlyList<HeadGroup> Groups => _groups;

    /// <summary>ΣB, the outputs of all heads.</summary>
    public int Outputs => _groups.Sum(group => group.Weights.Columns);

    /// <summary>How many weights the heads have, the encoder's not among them.</summary>
    public long WeightCount => _groups.Sum(group => group.Weights.Count);

    /// <summary>How the weights are stored, the encoder's not among them: those are in the same format, or float32 where the heads' are sparse.</summary>
    public WeightFormat Format => _groups[0].Weights.Format;

    /// <summary>The same heads with their weights in another format; made from float32.</summary>
    /// <param name="format">The format.</param>
    /// <param name="share">Of Sparse: the share of the weights to keep, the largest in magnitude, above 0, at most 1.</param>
    /// <exception cref="InvalidOperationException">The weights are in another format than float32 and than the one asked for.</exception>
    public Heads To(WeightFormat format, double share = 1)
    {
        if (format == Format)
        {
            return this;
        }

        WeightMatrix[] weights = [.. _groups.Select(group => group.Weights as WeightMatrix
            ?? throw new InvalidOperationException($"The weights are stored as {Format}; {format} is made from Float32 alone."))];
        float threshold = format == WeightFormat.Sparse ? WeightThreshold.Of(weights, share) : 0;
        return new Heads(Loss, Transform, _groups.Zip(weights, (group, own) => group with { Weights = own.To(format, threshold) }), Encoder?.To(format));
    }

    /// <summary>Refuses float32 weights that are none, the encoder's among them.</summary>
    /// <exception cref="NotFiniteNumberException">A weight is infinite or no number.</exception>
    internal void RequireFinite()
    {
        foreach (WeightMatrix weights in _groups.Select(group => group.Weights).Concat(Encoder?.Matrices ?? []).OfType<WeightMatrix>())
        {
            weights.RequireFinite();
        }
    }

    /// <summary>Rows of weights that a group of heads needs, unless it hashes features.</summary>
    internal static long InputsOf(int group, Encoder? encoder, InputTransform transform) =>
        encoder is null ? transform.Rows : encoder.PartOf(group).GetOffsetAndLength(encoder.Outputs).Length + 1L;

    /// <summary>Computes all outputs of a transformed example.</summary>
    /// <param name="indices">Feature indices, as <see cref="InputTransform"/> gives them.</param>
    /// <param name="values">Their values.</param>
    /// <param name="outputs">Receives all outputs.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats.</param>
    internal void Forward(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs, Span<float> scratch)
    {
        if (Encoder is not null)
        {
            Span<float> encoded = scratch[..Encoder.Outputs];
            Encoder.Encode(indices, values, encoded, scratch[Encoder.Outputs..]);
            for (int g = 0; g < _groups.Length; g++)
            {
                HeadWeights weights = _groups[g].Weights;
                weights.MultiplyDense(encoded[Encoder.PartOf(g)], outputs[..weights.Columns]);
                outputs = outputs[weights.Columns..];
            }

            return;
        }

        outputs.Clear();
        foreach (HeadGroup group in _groups)
        {
            Span<float> own = outputs[..group.Weights.Columns];
            group.AddProducts(indices, values, own);
            outputs = outputs[own.Length..];
        }
    }
}
