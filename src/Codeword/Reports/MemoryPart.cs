using Codeword.Models;

namespace Codeword.Reports;

/// <summary>One part of a model's bytes.</summary>
/// <param name="Name">The part.</param>
/// <param name="Holds">What it holds and what it grows with.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IsStored">Whether they are in the file, too.</param>
internal sealed record MemoryPart(string Name, string Holds, long Bytes, bool IsStored)
{
    public static IReadOnlyList<MemoryPart> ListOf(MemoryUse memory) =>
    [
        new("encoder", "vocabulary, input hashes, weights of the encoder; grows with d", memory.Encoder, true),
        new("heads", "weights of the heads, d·ΣB where one-vs-all has d·K", memory.Heads, true),
        new("codebook", "digits that were found from data, or the bits: the rest is computed", memory.Codebook, true),
        new("labels", "names and counts of the classes; grows with K", memory.Labels, true),
        new("decoding", "in memory only: digits or bits laid out for ranking; grows with K", memory.Decoding, false),
    ];
}
