namespace Codeword.Models;

/// <summary>Finds the magnitude that a share of all weights reaches.</summary>
internal static class WeightThreshold
{
    // The exponent and the seven highest bits of the fraction: magnitudes of one bin differ by less than a hundredth.
    private const int LowBits = 16;

    /// <summary>The least magnitude such that at most a share of the weights of all matrices together have it, to the precision of 1/128.</summary>
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
                counts[(BitConverter.SingleToInt32Bits(weight) & int.MaxValue) >> LowBits]++;
            }
        }

        double most = share * matrices.Sum(matrix => matrix.Count);
        long kept = 0;
        int bin = counts.Length;
        while (bin > 0 && kept + counts[bin - 1] <= most)
        {
            kept += counts[--bin];
        }

        return bin == counts.Length ? float.MaxValue : BitConverter.Int32BitsToSingle(bin << LowBits);
    }
}
