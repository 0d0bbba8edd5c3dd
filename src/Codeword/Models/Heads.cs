using Codeword.Decoding;

namespace Codeword.Models;

/// <summary>The R heads: linear maps from an example's transformed features to the ΣB bucket outputs. Immutable once built.</summary>
public sealed class Heads
{
    private readonly HeadGroup[] _groups;

    /// <summary>Heads made of groups whose outputs stand one after the other.</summary>
    /// <exception cref="ArgumentException">A group's rows do not fit its input.</exception>
    public Heads(HeadLoss loss, InputTransform transform, IEnumerable<HeadGroup> groups)
    {
        Loss = loss;
        Transform = transform;
        _groups = [.. groups];
        foreach (HeadGroup group in _groups)
        {
            long expected = group.Hash?.Rows ?? transform.Rows;
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

    /// <summary>The groups, in the order of the codebook's columns.</summary>
    public IReadOnlyList<HeadGroup> Groups => _groups;

    /// <summary>ΣB, the outputs of all heads.</summary>
    public int Outputs => _groups.Sum(group => group.Weights.Columns);

    /// <summary>How many weights there are.</summary>
    public long WeightCount => _groups.Sum(group => group.Weights.Count);

    /// <summary>Computes all outputs of a transformed example.</summary>
    /// <param name="indices">Feature indices, as <see cref="InputTransform"/> gives them.</param>
    /// <param name="values">Their values.</param>
    /// <param name="outputs">Receives ΣB outputs.</param>
    internal void Forward(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
    {
        outputs.Clear();
        foreach (HeadGroup group in _groups)
        {
            Span<float> own = outputs[..group.Weights.Columns];
            group.AddProducts(indices, values, own);
            outputs = outputs[own.Length..];
        }
    }
}
