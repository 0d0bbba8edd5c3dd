using Codeword.Models;

namespace Codeword.Cli;

/// <summary>A model's bytes by name, as tables and JSON have them.</summary>
internal static class MemoryText
{
    public static IEnumerable<(string Name, long Bytes)> Parts(MemoryUse memory) =>
    [
        ("encoder", memory.Encoder),
        ("heads", memory.Heads),
        ("codebook", memory.Codebook),
        ("labels", memory.Labels),
        ("decoding", memory.Decoding),
        ("stored", memory.Stored),
    ];
}
