using System.Numerics;

namespace Codeword.Retrieval;

/// <summary>Whole blocks beside one query, byte by byte (<see cref="HammingKernels"/>).</summary>
/// <param name="blocks">Blocks without places that hold no code.</param>
/// <param name="query">The query, each byte 64 times.</param>
/// <param name="found">Has room for as many as there are blocks.</param>
internal readonly ref struct ByteSample(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, Span<NearBlock> found) : ICodeSample
{
    private readonly ReadOnlySpan<byte> _blocks = blocks;
    private readonly ReadOnlySpan<byte> _query = query;
    private readonly Span<NearBlock> _found = found;

    /// <inheritdoc/>
    public (int Codes, int Squares) CountNearer(int limit)
    {
        (int codes, int squares) = (0, 0);
        foreach (NearBlock near in _found[..HammingKernels.FindNearer(_blocks, _query, limit, _found)])
        {
            int count = BitOperations.PopCount(near.Codes);
            codes += count;
            squares += count * count;
        }

        return (codes, squares);
    }
}
