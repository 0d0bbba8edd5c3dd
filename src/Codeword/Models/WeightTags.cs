using Codeword.Storage;

namespace Codeword.Models;

/// <summary>The sections that a list of weights is stored in.</summary>
/// <param name="Owner">Whose weights they are, for messages.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Format">Their format, and levels; where they are not float32.</param>
/// <param name="Scales">Their scales; for formats that have some.</param>
internal sealed record WeightTags(string Owner, Tag Weights, Tag Format, Tag Scales)
{
    public static WeightTags Heads { get; } = new("the heads'", new Tag("WGTS"), new Tag("WFMT"), new Tag("WSCL"));

    public static WeightTags Encoder { get; } = new("the encoder's", new Tag("ENCW"), new Tag("EFMT"), new Tag("ESCL"));
}
