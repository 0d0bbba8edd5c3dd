namespace Codeword.Decoding;

/// <summary>How a class's score comes from what the R heads say of its buckets.</summary>
public enum DecoderKind
{
    /// <summary>The unbiased mean: (1/R)·Σᵣ B/(B−1)·(Pʳ − 1/B) (MACH, theorem 1). May be negative. Needs probabilities.</summary>
    Mean,

    /// <summary>The smallest bucket probability, as in a count-min sketch; of margins, the smallest margin.</summary>
    Min,

    /// <summary>The median bucket probability (of an even number the lower one); of margins, the median margin.</summary>
    Median,

    /// <summary>Σᵣ ln Pʳ: the heads as independent witnesses. Needs probabilities.</summary>
    LogSum,

    /// <summary>Σᵣ of logits, or of margins: what MACH's authors found best for several labels.</summary>
    LogitSum,

    /// <summary>−Σᵣ max(0, 1 − mʳ)ᵖ: loss-based decoding of margins (Allwein et al. 2000). Needs squared-hinge heads.</summary>
    Hinge,
}
