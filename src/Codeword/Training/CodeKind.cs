namespace Codeword.Training;

/// <summary>Where class codes of k bits come from.</summary>
public enum CodeKind
{
    /// <summary>Fair coins.</summary>
    Random,

    /// <summary>Greedy: each class takes that of several random codes whose nearest neighbour among the codes taken so far is farthest.</summary>
    MaxMin,

    /// <summary>k columns of the Hadamard matrix of order 2^⌈log₂ K⌉, drawn so that all rows differ: a random linear code.</summary>
    Hadamard,

    /// <summary>
    /// Signs of the k leading left singular vectors of the class vectors (K × width, columns centred) of a real-valued softmax head trained first with
    /// the same encoder; each bit is split at its median over the classes.
    /// </summary>
    Svd,

    /// <summary>
    /// Canonical correlation of the encoder's features with the classes (equivalently, linear discriminants), the encoder trained first with a
    /// real-valued softmax head: a class's code is the sign of its projected mean, each bit split at its median over the classes.
    /// </summary>
    Cca,

    /// <summary>Handed in by the caller.</summary>
    Given,
}
