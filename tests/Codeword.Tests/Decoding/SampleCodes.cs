using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

/// <summary>Binary codes and logits to try decoders on.</summary>
internal static class SampleCodes
{
    /// <summary>Random codes; each tenth is a copy of the one before, and each seventh differs from the first in one bit at most.</summary>
    public static BinaryCodes Draw(int count, int bits, ulong seed)
    {
        var random = new SplitMix64(seed);
        float[] values = new float[count * bits];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)(random.NextDouble() - 0.5);
        }

        for (int i = 1; i < count; i++)
        {
            if (i % 10 == 0 || i % 7 == 0)
            {
                int from = i % 10 == 0 ? i - 1 : 0;
                values.AsSpan(from * bits, bits).CopyTo(values.AsSpan(i * bits));
                values[(i * bits) + (i % bits)] *= i % 10 == 0 ? 1 : -1;
            }
        }

        return BinaryCodes.FromSigns(values, count, bits);
    }

    /// <summary>All numbers below 2ᵏ that pass, as codes.</summary>
    public static BinaryCodes Where(int bits, Func<ulong, bool> passes)
    {
        ulong[] words = [.. Enumerable.Range(0, 1 << bits).Select(i => (ulong)i).Where(passes)];
        return new BinaryCodes(words, words.Length, bits);
    }

    public static BinaryCodes Of(int bits, params ulong[] words) => new(words, words.Length, bits);

    /// <summary>Logits near a class's code or far from all, with many ties, with zeros, with nothing but zeros.</summary>
    public static float[][] Logits(BinaryCodes codes, ulong seed)
    {
        var random = new SplitMix64(seed);
        float[][] rows = new float[12][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new float[codes.Bits];
            for (int j = 0; j < codes.Bits; j++)
            {
                float uniform = (float)((6 * random.NextDouble()) - 3);
                float near = Math.Abs(uniform) * (codes[row * 5 % codes.Count, j] == (random.NextIndex(8) > 0) ? 1 : -1);
                rows[row][j] = (row % 4) switch { 0 => uniform, 1 => near, 2 => MathF.Round(uniform / 2), _ => row == 3 ? 0 : 2 * MathF.Sign(near) };
            }
        }

        return rows;
    }

    public static ((int Index, float Score)[] Top, double LogSum) Rank(Scorer scorer, float[] logits, int count, float scale = 0)
    {
        ScoringScratch scratch = scorer.CreateScratch();
        scorer.Prepare(logits, scratch);
        int[] indices = new int[count];
        float[] scores = new float[count];
        var top = new TopK(indices, scores);
        double logSum = scorer.Rank(scratch, ref top, scale);
        return ([.. indices.Zip(scores).Take(top.Sort())], logSum);
    }

    /// <summary>All K scores, in runs that share no border with tiles.</summary>
    public static float[] AllScores(Scorer scorer, float[] logits)
    {
        ScoringScratch scratch = scorer.CreateScratch();
        scorer.Prepare(logits, scratch);
        float[] scores = new float[scorer.Classes];
        for (int first = 0; first < scores.Length; first += 1201)
        {
            scorer.Score(scratch, first, scores.AsSpan(first, Math.Min(1201, scores.Length - first)));
        }

        return scores;
    }

    public static Scorer Create(BinaryCodes codes, DecoderKind kind) => Scorer.Create(Codebook.OfBits(codes), HeadLoss.Logistic, new Decoder(kind));
}
