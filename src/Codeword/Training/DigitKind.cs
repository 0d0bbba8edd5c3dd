namespace Codeword.Training;

/// <summary>The kinds of digit that need no data.</summary>
public enum DigitKind
{
    /// <summary>A balanced shuffle: bucket loads differ by at most one.</summary>
    Shuffled,

    /// <summary>A 2-universal hash: what the theory of MACH speaks of.</summary>
    Hashed,
}
