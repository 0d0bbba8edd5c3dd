namespace Codeword.Decoding;

/// <summary>What a <see cref="Scorer"/> writes to: one thread's, made by the scorer it is used with. Holds what the heads said of one example.</summary>
public sealed class ScoringScratch
{
    internal ScoringScratch()
    {
    }

    /// <summary>How many rankings there were.</summary>
    public long Rankings { get; internal set; }

    /// <summary>In how many of them a decoder that looks classes up (Table), or for candidates, had to go through all K after all.</summary>
    public long Scans { get; internal set; }

    /// <summary>In how many of them candidates were proven to be the best of all classes, or all were scored.</summary>
    public long Proven { get; internal set; }

    /// <summary>The best of the classes that are not retired, by their places among these, and their scores; empty where none is retired.</summary>
    internal (int[] Places, float[] Scores) Live { get; set; } = ([], []);

    /// <summary>What looking for candidates writes to; null where all classes are scored.</summary>
    internal CandidateScratch? Candidates { get; set; }

    /// <summary>What each bucket contributes, or none.</summary>
    internal float[] Tables { get; init; } = [];

    /// <summary>A tile of scores and what else a scorer needs.</summary>
    internal float[] Floats { get; init; } = [];

    /// <summary>The code that the bits' signs write.</summary>
    internal ulong[] Code { get; init; } = [];

    /// <summary>How sure each bit is: its share of Σ|z|, in units of 2⁻³⁰.</summary>
    internal int[] Shares { get; init; } = [];

    /// <summary>Sums of these shares for each run of 4 or 8 bits of a code and each value of it.</summary>
    internal int[] ShareSums { get; init; } = [];
}
