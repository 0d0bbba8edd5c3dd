namespace Codeword.Models;

/// <summary>One linear map of a <see cref="LayeredEncoder"/>.</summary>
/// <param name="Weights">(inputs + 1) × outputs; the last row belongs to the constant input.</param>
/// <param name="IsRectified">Whether negative outputs become 0.</param>
public sealed record EncoderLayer(HeadWeights Weights, bool IsRectified);
