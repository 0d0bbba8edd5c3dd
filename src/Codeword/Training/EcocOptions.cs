using System.ComponentModel;

namespace Codeword.Training;

/// <summary>Error-correcting output codes (Dietterich and Bakiri 1995): a codebook of k bits found beforehand, and k logistic heads on one encoder.</summary>
public sealed record EcocOptions : CodeOptions
{
    /// <summary>Where the codebook comes from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind.</exception>
    [Description("where the codebook comes from: drawn (Random, MaxMin, Hadamard), from a real-valued head (Svd, Cca), or Given by --codebook")]
    public CodeKind Codes { get; init => field = Defined(value); } = CodeKind.MaxMin;
}
