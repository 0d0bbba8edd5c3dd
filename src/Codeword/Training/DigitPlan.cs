namespace Codeword.Training;

/// <summary>The digits of a codeword that options ask for.</summary>
/// <param name="Repetitions">R.</param>
/// <param name="Buckets">B.</param>
/// <param name="ClusteredShare">The share of them that are clustered.</param>
/// <param name="Kind">What the others are.</param>
/// <param name="Seed">Names every random choice.</param>
internal sealed record DigitPlan(int Repetitions, int Buckets, double ClusteredShare, DigitKind Kind, ulong Seed)
{
    /// <summary>How many of the R digits are clustered: the share, rounded to the nearest.</summary>
    public int Clustered => (int)Math.Round(ClusteredShare * Repetitions, MidpointRounding.AwayFromZero);

    /// <summary>The digits of MACH; null where each class is a digit of its own.</summary>
    public static DigitPlan? Of(TrainingOptions options) => options switch
    {
        MachOptions mach => new(mach.Repetitions, mach.Buckets, mach.ClusteredShare, mach.Digits, mach.Seed),
        MachNetworkOptions mach => new(mach.Repetitions, mach.Buckets, mach.ClusteredShare, mach.Digits, mach.Seed),
        _ => null,
    };
}
