using Codeword.Codes;

namespace Codeword.Training;

/// <summary>Gives classes with one code codes of their own: the first keeps it, each other flips as few bits as it must to a free code, its least certain ones first.</summary>
internal static class ClashRepair
{
    /// <summary>Changes signs in place; returns how many classes were moved.</summary>
    /// <param name="codes">K × k real numbers whose signs are bits and whose magnitudes are certainties.</param>
    /// <param name="bits">k.</param>
    /// <param name="cancellation">Looked at before each class that moves: where nearly all codes are taken, thousands of classes take seconds.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static int Run(float[] codes, int bits, CancellationToken cancellation = default)
    {
        int classes = codes.Length / bits;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<(int Row, string Code)> clashing = [];
        for (int row = 0; row < classes; row++)
        {
            string code = Key(codes.AsSpan(row * bits, bits));
            if (!taken.Add(code))
            {
                clashing.Add((row, code));
            }
        }

        // Where all codes at some distance from a clash's code are taken, the next class of the clash need not look there.
        var nearest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int row, string code) in clashing)
        {
            cancellation.ThrowIfCancellationRequested();
            nearest[code] = Move(codes.AsSpan(row * bits, bits), taken, nearest.GetValueOrDefault(code, 1));
        }

        return clashing.Count;
    }

    /// <summary>Takes a code, or the nearest free one in its place, least certain bits first; false, and unchanged, when none is free.</summary>
    /// <param name="code">k real numbers, changed in place.</param>
    /// <param name="taken">Keys of the codes that are taken; receives that of this one.</param>
    public static bool TryTake(Span<float> code, HashSet<string> taken)
    {
        if (code.Length < 31 && taken.Count >= 1 << code.Length)
        {
            return false;
        }

        if (!taken.Add(Key(code)))
        {
            Move(code, taken, 1);
        }

        return true;
    }

    // To the nearest free code; returns how many bits were flipped, no fewer than given.
    private static int Move(Span<float> code, HashSet<string> taken, int fewest)
    {
        float[] before = [.. code];
        int[] order = [.. Enumerable.Range(0, code.Length).OrderBy(bit => Math.Abs(before[bit])).ThenBy(bit => bit)];
        for (int size = fewest; size <= code.Length; size++)
        {
            foreach (int[] set in Sets(code.Length, size))
            {
                before.CopyTo(code);
                foreach (int place in set)
                {
                    int bit = order[place];
                    code[bit] = before[bit] == 0 ? float.Epsilon * 1000 : -before[bit];
                }

                if (taken.Add(Key(code)))
                {
                    return size;
                }
            }
        }

        throw new InvalidOperationException($"All codes of {code.Length} bits are taken.");
    }

    // All sets of so many places, in order, so that low places (bits of little certainty) come early.
    private static IEnumerable<int[]> Sets(int bits, int size)
    {
        int[] set = [.. Enumerable.Range(0, size)];
        for (int at = 0; at >= 0;)
        {
            yield return set;
            at = size - 1;
            while (at >= 0 && set[at] == bits - size + at)
            {
                at--;
            }

            for (int next = at; at >= 0 && next < size; next++)
            {
                set[next] = next == at ? set[at] + 1 : set[next - 1] + 1;
            }
        }
    }

    /// <summary>A code as a text of 0 and 1.</summary>
    public static string Key(ReadOnlySpan<float> code)
    {
        Span<char> key = stackalloc char[code.Length];
        for (int j = 0; j < code.Length; j++)
        {
            key[j] = Bit.IsOne(code[j]) ? '1' : '0';
        }

        return key.ToString();
    }
}
