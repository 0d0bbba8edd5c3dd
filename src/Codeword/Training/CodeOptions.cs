using System.ComponentModel;

namespace Codeword.Training;

/// <summary>What the methods with codes of k bits share: <see cref="LlcOptions"/> and <see cref="EcocOptions"/>.</summary>
public abstract record CodeOptions : NetworkOptions
{
    // What held-out rows of text liked: words that drop out make bits that do not hang on one of them.
    private protected CodeOptions() => (SparseLearningRate, InputDropout) = (0.5f, 0.2f);

    /// <summary>k, bits of a code, 1 to 512, with 2^k no less than the number of classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("k, bits of a code, 1 to 512; 2^k is at least the number of classes")]
    public int Bits { get; init => field = InRange(value, 1, 512); } = 20;

    /// <summary>Passes over the training data in which the codebook is found: phase 1 of LLC, or the real-valued head that SVD and CCA start from.
    /// Where a codebook needs no data, the passes are given to the bits. 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes in which the codebook is found (llc, and ecoc with Svd or Cca); in ecoc with other codes, more passes for the bits")]
    public int CodebookEpochs { get; init => field = InRange(value, 1, 1000); } = 10;

    /// <summary>Passes in which the bits are learnt, the codebook frozen: phase 2 of LLC. 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes in which the bits are learnt, the codebook frozen")]
    public int BitEpochs { get; init => field = InRange(value, 1, 1000); } = 15;

    /// <summary>First learning rate of the layers while bits are learnt; the loss is the mean over bits, so that it is multiplied by k. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate of the layers while bits are learnt (times k); cosine schedule")]
    public float BitLearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 0.1f;

    /// <summary>First learning rate of a sparse input's embeddings while bits are learnt. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate of a sparse input's embeddings while bits are learnt")]
    public float SparseBitLearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 1;

    /// <summary>
    /// Whether classes that were given one code are moved to free codes a few bits away, least certain bits first, before the bits are learnt; what share was moved, if
    /// any, is said among the validation figures. LLC does unless told not to, whatever phase 1 started from; ECOC leaves its codebook as it is unless asked.
    /// </summary>
    [Description("give classes that share a code codes of their own, free ones a few bits away, before bits are learnt: no decoder tells classes of one code apart")]
    public bool RepairClashes { get; init; }

    /// <inheritdoc/>
    internal override int? CodeBits => Bits;
}
