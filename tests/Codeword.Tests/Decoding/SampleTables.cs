using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

/// <summary>Codebooks large enough for scans of tiles, and entries of their tables.</summary>
internal static class SampleTables
{
    /// <summary>Small and large, alike and not, by the kind from 0 to 7: steps, sums and rounding meet every extreme.</summary>
    public static float Entry(int kind, ref SplitMix64 random) => kind switch
    {
        0 => random.NextGaussian(),
        1 => random.NextIndex(3),
        2 => 1,
        3 => random.NextIndex(50) == 0 ? 1e30f : -1e30f,
        4 => random.NextGaussian() * (random.NextIndex(100) == 0 ? 1e25f : 1e-25f),
        5 => -MathF.Pow((float)random.NextDouble(), 8) * 30,
        6 => 1e6f + random.NextIndex(2),
        _ => float.Epsilon * random.NextIndex(4),
    };

    /// <summary>Hashed digits of up to 256 buckets in up to 24 columns.</summary>
    public static Codebook Codebook(ref SplitMix64 random)
    {
        int classes = TileScan.FewestClasses + random.NextIndex(3000);
        var columns = new DigitColumn[1 + random.NextIndex(24)];
        int most = ((int[])[2, 64, 128, 256])[random.NextIndex(4)];
        for (int r = 0; r < columns.Length; r++)
        {
            columns[r] = new HashedColumn(classes, UniversalHash.Draw(ref random, 1 + random.NextIndex(most)));
        }

        return new Codebook(columns);
    }

    /// <summary>Bytes that ranking allocates once it is warm.</summary>
    public static long AllocatedByRank(ClassScorer scorer, float logSumScale)
    {
        var random = new SplitMix64(6);
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => Entry(0, ref random))];
        float[] scratch = new float[scorer.ScratchLength];
        int[] labels = new int[10];
        float[] scores = new float[10];
        return Allocations.WhenWarm(RankOnce);

        void RankOnce()
        {
            var top = new TopK(labels, scores);
            scorer.Rank(new Decoder(DecoderKind.LogitSum), tables, ref top, logSumScale, scratch);
        }
    }
}
