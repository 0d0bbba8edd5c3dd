namespace Codeword.Models;

/// <summary>Where a model's bytes are, part by part: in the file, and what decoding adds in memory.</summary>
/// <param name="Encoder">What turns input into features: vocabulary, input hashes, the weights of an embedding or a network. Grows with d.</param>
/// <param name="Heads">Weights: d·ΣB numbers, the part that one-vs-all makes d·K.</param>
/// <param name="Codebook">Stored digits (clustered ones; hashed and shuffled ones need none), or the packed bits: ⌈k/8⌉·K bytes.</param>
/// <param name="Labels">Names and counts of the classes. Grows with K: not logarithmic.</param>
/// <param name="Decoding">
/// In memory only: digits laid out for decoding, K·R bytes for up to 256 buckets, K rounded up to 256; the index of candidates. Of bits the words, their index, the tables.
/// </param>
public sealed record MemoryUse(long Encoder, long Heads, long Codebook, long Labels, long Decoding)
{
    /// <summary>Bytes of the model without what decoding adds.</summary>
    public long Stored => Encoder + Heads + Codebook + Labels;
}
