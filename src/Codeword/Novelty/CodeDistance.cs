using System.Numerics;
using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Decoding;

namespace Codeword.Novelty;

/// <summary>
/// The bits in which an example's code differs from the nearest class code. Hamming's and Table's scores say it; where Exact names a class it is 0; else the codes are
/// compared, from the best class's
/// distance downwards, 8 at a time where they are of one word.
/// </summary>
internal sealed class CodeDistance(BinaryCodes codes, Decoder decoder)
{
    /// <summary>The distance, 0 to k.</summary>
    public int Of(in NoveltyEvidence evidence)
    {
        if (evidence.Best is not null && decoder.Kind is DecoderKind.Hamming or DecoderKind.Table)
        {
            return (int)MathF.Floor(-evidence.Score);   // What is added to the distance stays below 1.
        }

        if (evidence.Best is not null && decoder.Kind == DecoderKind.Exact)
        {
            return 0;
        }

        Span<ulong> code = stackalloc ulong[codes.WordsPerCode];
        BinaryCodes.PackSigns(evidence.Outputs, code);
        return Nearest(codes, code, evidence.Best is { } best ? BinaryCodes.Distance(codes.CodeOf(best.Value), code) : codes.Bits);
    }

    /// <summary>The smallest distance of a code to any of the codes.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="code">As many words as one of them.</param>
    /// <param name="limit">A distance that some code is known to have, or k.</param>
    internal static int Nearest(BinaryCodes codes, ReadOnlySpan<ulong> code, int limit)
    {
        ReadOnlySpan<ulong> words = codes.Words;
        for (int i = 0; i < codes.Count && limit > 0; i += Vector512<ulong>.Count)
        {
            i = codes.WordsPerCode == 1 ? BitKernels.FindNearer(words, code[0], limit, i) : i;
            for (int j = i; j < Math.Min(i + Vector512<ulong>.Count, codes.Count); j++)
            {
                int distance = 0;
                for (int w = 0; w < code.Length; w++)
                {
                    distance += BitOperations.PopCount(words[(j * code.Length) + w] ^ code[w]);
                }

                limit = Math.Min(limit, distance);
            }
        }

        return limit;
    }
}
