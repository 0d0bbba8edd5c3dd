namespace Codeword.Decoding;

/// <summary>
/// How a class's score comes from what the R heads say of its buckets. Of binary codes, whose k heads say a logit z a bit and write the code g (bit j
/// is 1 where zⱼ > 0), <see cref="LogSum"/>, <see cref="LogitSum"/>, <see cref="Exact"/>, <see cref="Hamming"/> and <see cref="Table"/> are to be had, and the
/// last three for no other digits.
/// </summary>
public enum DecoderKind
{
    /// <summary>The unbiased mean: (1/R)·Σᵣ B/(B−1)·(Pʳ − 1/B) (MACH, theorem 1). May be negative. Needs probabilities.</summary>
    Mean,

    /// <summary>The smallest bucket probability, as in a count-min sketch; of margins, the smallest margin.</summary>
    Min,

    /// <summary>The median bucket probability (of an even number the lower one); of margins, the median margin.</summary>
    Median,

    /// <summary>Σᵣ ln Pʳ: the heads as independent witnesses. Needs probabilities. Of bits Σⱼ ln p(bit j of the class): soft decoding.</summary>
    LogSum,

    /// <summary>Σᵣ of logits, or of margins: what MACH's authors found best for several labels. Of bits Σⱼ ±zⱼ, plus where the class's bit is 1.</summary>
    LogitSum,

    /// <summary>−Σᵣ max(0, 1 − mʳ)ᵖ: loss-based decoding of margins (Allwein et al. 2000). Needs squared-hinge heads.</summary>
    Hinge,

    /// <summary>The one class whose code is g, with the score Σⱼ ln p(bit j of g); no class when none has that code, or several have.</summary>
    Exact,

    /// <summary>
    /// −(bits in which g and the class's code differ) − (1 − 2⁻¹⁰)·Σ |zⱼ| of these bits / Σ |zⱼ| of all: the nearest codes, ties broken by how sure the bits are.
    /// </summary>
    Hamming,

    /// <summary>What <see cref="Hamming"/> gives, looked up instead of searched for: in a table of all 2ᵏ codes up to k = 20, above by hash where a class has the code g.</summary>
    Table,
}
