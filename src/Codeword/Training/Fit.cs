using Codeword.Codes;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>What a fit gives.</summary>
/// <param name="Codebook">The classes' codewords.</param>
/// <param name="Heads">What predicts their digits.</param>
/// <param name="Epochs">Epochs of each part, to be run again on other examples.</param>
internal sealed record Fit(Codebook Codebook, Heads Heads, int[] Epochs)
{
    /// <summary>The same with the heads' weights in another format.</summary>
    public Fit To(WeightFormat format, double share = 1) => this with { Heads = Heads.To(format, share) };

    /// <summary>Share of the classes that were moved to free codes; null where clashes are left.</summary>
    public double? RepairedShare { get; init; }
}
