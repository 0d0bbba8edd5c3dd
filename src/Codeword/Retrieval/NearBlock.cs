namespace Codeword.Retrieval;

/// <summary>A block with a code nearer than some limit.</summary>
/// <param name="Block">Which one.</param>
/// <param name="Codes">Bit i: whether its code i is nearer.</param>
internal readonly record struct NearBlock(int Block, ulong Codes);
