using Codeword.Codes;
using Codeword.Decoding;

namespace Codeword.Tests.Reference;

/// <summary>Decoding of binary codes from the definitions, bit by bit, in double precision.</summary>
internal static class ReferenceBits
{
    /// <summary>Scores of all K classes; −∞ for those that an exact decoder does not name.</summary>
    public static double[] Scores(BinaryCodes codes, DecoderKind kind, float[] logits) => kind switch
    {
        DecoderKind.LogSum => [.. Each(codes, i => Sum(codes, j => LogProbability(codes[i, j] ? logits[j] : -(double)logits[j])))],
        DecoderKind.LogitSum => [.. Each(codes, i => Sum(codes, j => codes[i, j] ? logits[j] : -(double)logits[j]))],
        DecoderKind.Exact => Exact(codes, logits),
        _ => [.. Each(codes, i => -Distance(codes, i, logits) - ((1 - Math.Pow(2, -10)) * Penalty(codes, i, logits)))],
    };

    public static int Distance(BinaryCodes codes, int code, float[] logits)
    {
        int distance = 0;
        for (int j = 0; j < codes.Bits; j++)
        {
            distance += codes[code, j] == logits[j] > 0 ? 0 : 1;
        }

        return distance;
    }

    /// <summary>The classes at the smallest distance, in order.</summary>
    public static int[] Nearest(BinaryCodes codes, float[] logits)
    {
        int[] distances = [.. Each(codes, i => Distance(codes, i, logits))];
        return [.. Each(codes, i => i).Where(i => distances[i] == distances.Min())];
    }

    private static double[] Exact(BinaryCodes codes, float[] logits)
    {
        int[] equal = [.. Each(codes, i => i).Where(i => Distance(codes, i, logits) == 0)];
        double score = Sum(codes, j => LogProbability(Math.Abs((double)logits[j])));
        return [.. Each(codes, i => equal.Length == 1 && equal[0] == i ? score : double.NegativeInfinity)];
    }

    private static double Penalty(BinaryCodes codes, int code, float[] logits)
    {
        double all = Sum(codes, j => Math.Abs((double)logits[j]));
        return all == 0 ? 0 : Sum(codes, j => codes[code, j] == logits[j] > 0 ? 0 : Math.Abs((double)logits[j])) / all;
    }

    private static double LogProbability(double logit) => Math.Min(logit, 0) - Math.Log(1 + Math.Exp(-Math.Abs(logit)));

    private static double Sum(BinaryCodes codes, Func<int, double> term) => Enumerable.Range(0, codes.Bits).Sum(term);

    private static IEnumerable<T> Each<T>(BinaryCodes codes, Func<int, T> value) => Enumerable.Range(0, codes.Count).Select(value);
}
