namespace Codeword.Models;

/// <summary>Finds the magnitude that a share of all weights reaches.</summary>
internal static class WeightThreshold
{
    // Magnitudes are counted by their exponent and the seven highest bits of their fraction; only those of one bin are sorted.
    private const int LowBits = 16;

    /// <summary>The least magnitude such that at most a share of the weights of all matrices together have it, and at least one has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 1.</exception>
    public static float Of(IReadOnlyList<WeightMatrix> matrices, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        long[] counts = new long[1 << (31 - LowBits)];
        foreach (float[] block in matrices.SelectMany(matrix => matrix.Blocks))
        {
            foreach (float weight in block)
            {
                counts[BinOf(weight)]++;
            }
        }

        double most = share * matrices.Sum(matrix => matrix.Count);
        long kept = 0;
        int bin = counts.Length - 1;
        for (; bin > 0 && kept + counts[bin] <= most; bin--)
        {
            kept += counts[bin];
        }

        return Within(matrices, bin, (long)most - kept, isHighest: kept == 0);
    }

    // The least magnitude that is kept where a number of those of one bin have room. Equal ones are kept all or none; of the highest bin something is kept anyhow.
    private static float Within(IReadOnlyList<WeightMatrix> matrices, int bin, long room, bool isHighest)
    {
        float[] magnitudes = [.. matrices.SelectMany(matrix => matrix.Blocks).SelectMany(block => InBin(block, bin))];
        Array.Sort(magnitudes, (left, right) => right.CompareTo(left));
        if (magnitudes.Length <= room)
        {
            return magnitudes.Length > 0 ? magnitudes[^1] : 0;
        }

        int last = (int)room;
        while (last > 0 && magnitudes[last - 1] == magnitudes[last])
        {
            last--;
        }

        return last > 0 ? magnitudes[last - 1] : isHighest ? magnitudes[0] : MathF.BitIncrement(magnitudes[0]);
    }

    private static IEnumerable<float> InBin(float[] block, int bin)
    {
        foreach (float weight in block)
        {
            if (BinOf(weight) == bin)
            {
                yield return MathF.Abs(weight);
            }
        }
    }

    private static int BinOf(float weight) => (BitConverter.SingleToInt32Bits(weight) & int.MaxValue) >> LowBits;
}
