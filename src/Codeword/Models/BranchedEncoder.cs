namespace Codeword.Models;

/// <summary>
/// One encoder a repetition, side by side: F(x) is what all branches make of the same features, one after the other, and each group of heads reads its own branch.
/// </summary>
public sealed class BranchedEncoder : Encoder
{
    private readonly LayeredEncoder[] _branches;
    private readonly int[] _starts;

    /// <summary>An encoder of the given branches.</summary>
    /// <exception cref="ArgumentException">There is no branch, or two take different inputs.</exception>
    public BranchedEncoder(IEnumerable<LayeredEncoder> branches)
    {
        _branches = [.. branches];
        if (_branches.Length == 0 || _branches.Any(branch => branch.Inputs != _branches[0].Inputs))
        {
            throw new ArgumentException("An encoder without branches, or of branches that take different inputs; expected one or more of the same.", nameof(branches));
        }

        _starts = new int[_branches.Length + 1];
        for (int i = 0; i < _branches.Length; i++)
        {
            _starts[i + 1] = checked(_starts[i] + _branches[i].Outputs);
        }
    }

    /// <summary>The branches, in the order of the groups of heads.</summary>
    public IReadOnlyList<LayeredEncoder> Branches => _branches;

    /// <inheritdoc/>
    public override long Inputs => _branches[0].Inputs;

    /// <inheritdoc/>
    public override int Outputs => _starts[^1];

    /// <inheritdoc/>
    public override int Parts => _branches.Length;

    /// <inheritdoc/>
    public override long WeightCount => _branches.Sum(branch => branch.WeightCount);

    /// <inheritdoc/>
    public override long StoredBytes => _branches.Sum(branch => branch.StoredBytes);

    /// <inheritdoc/>
    public override int ScratchLength => _branches.Max(branch => branch.ScratchLength);

    /// <inheritdoc/>
    internal override IEnumerable<HeadWeights> Matrices => _branches.SelectMany(branch => branch.Matrices);

    /// <inheritdoc/>
    internal override BranchedEncoder To(WeightFormat format) => new(_branches.Select(branch => branch.To(format)));

    /// <inheritdoc/>
    internal override Range PartOf(int group) => _starts[group].._starts[group + 1];

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs, Span<float> scratch)
    {
        for (int i = 0; i < _branches.Length; i++)
        {
            _branches[i].Encode(indices, values, outputs[PartOf(i)], scratch);
        }
    }
}
