using System.Globalization;
using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>
/// Looking for the best classes instead of scoring all: in the m best buckets of each digit, by lists of the classes that a bucket holds. Some of the best may be
/// missed; how many, is to be measured (<see cref="Evaluation.EvaluationResult.Candidates"/>).
/// </summary>
public readonly record struct CandidateSearch
{
    /// <summary>How the best are looked for.</summary>
    /// <param name="buckets">m, 1 or more.</param>
    /// <param name="rescored">How many classes are scored exactly, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public CandidateSearch(int buckets, int rescored = DefaultRescored)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rescored, 1);
        (Buckets, Rescored) = (buckets, rescored);
    }

    /// <summary>Below this many classes all are scored when it is not said otherwise.</summary>
    public const int FewestClasses = 1_000_000;

    // One bucket in so many.
    private const int BucketShare = 64;

    /// <summary>Classes scored exactly when it is not said otherwise.</summary>
    public const int DefaultRescored = 1000;

    /// <summary>m: from how many buckets of each digit classes are taken; in any other they count as if in the next best.</summary>
    public int Buckets { get; }

    /// <summary>How many of them, the best by that count, are scored exactly. At least as many as are asked for are in any case.</summary>
    public int Rescored { get; }

    /// <summary>
    /// The search that a codebook calls for: one bucket in 64 of each digit; null for fewer than a million classes or digits of no more than 256 buckets, where scoring all
    /// takes about as little.
    /// </summary>
    /// <exception cref="ArgumentException">Classes share no buckets, or the decoder does not add up.</exception>
    public static CandidateSearch? For(Codebook codebook, Decoder decoder)
    {
        Require(codebook, decoder);
        int buckets = codebook.Columns.Min(column => column.Buckets);
        return codebook.Classes < FewestClasses || buckets <= DigitTiles.MostBuckets ? null : new CandidateSearch(buckets / BucketShare);
    }

    /// <summary>Refuses codes and decoders that have no sums over buckets' lists.</summary>
    /// <exception cref="ArgumentException">The codes are of bits or one bucket a class, or the decoder ranks by something else than a sum.</exception>
    internal static void Require(Codebook codebook, Decoder decoder)
    {
        if (codebook.Bits is not null || codebook.Columns.Any(column => column is IdentityColumn))
        {
            throw new ArgumentException("Candidates are found by buckets that classes share, but this model's classes share none; score all.");
        }

        if (!decoder.IsSum)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Candidates are found by sums over buckets, but the decoder {decoder.Kind} does not add up; score all."));
        }
    }
}
