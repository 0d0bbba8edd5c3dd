namespace Codeword.Training;

/// <summary>Gives classes with one code codes of their own: the first keeps it, each other flips its least certain bits to a free code.</summary>
internal static class ClashRepair
{
    /// <summary>Changes signs in place; returns how many classes were moved.</summary>
    /// <param name="codes">K × k real numbers whose signs are bits and whose magnitudes are certainties.</param>
    /// <param name="bits">k.</param>
    public static int Run(float[] codes, int bits)
    {
        int classes = codes.Length / bits;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<int> clashing = [];
        for (int row = 0; row < classes; row++)
        {
            if (!taken.Add(Key(codes.AsSpan(row * bits, bits))))
            {
                clashing.Add(row);
            }
        }

        foreach (int row in clashing)
        {
            Move(codes.AsSpan(row * bits, bits), taken);
        }

        return clashing.Count;
    }

    // Subsets of bits in the order of a binary counter over the bits, least certain first: single bits and small sets of uncertain bits come early.
    private static void Move(Span<float> code, HashSet<string> taken)
    {
        int[] order = [.. Enumerable.Range(0, code.Length)];
        float[] certainty = [.. code];
        Array.Sort(order, (a, b) => Math.Abs(certainty[a]) != Math.Abs(certainty[b]) ? Math.Abs(certainty[a]).CompareTo(Math.Abs(certainty[b])) : a.CompareTo(b));
        int reach = Math.Min(order.Length, 30);
        for (uint subset = 1; subset < 1U << reach; subset++)
        {
            for (int i = 0; i < reach; i++)
            {
                int bit = order[i];
                code[bit] = ((subset >> i) & 1) == 1 ? -certainty[bit] : certainty[bit];
                code[bit] = code[bit] == 0 ? ((subset >> i) & 1) == 1 ? 1e-6f : 0 : code[bit];
            }

            if (taken.Add(Key(code)))
            {
                return;
            }
        }
    }

    private static string Key(ReadOnlySpan<float> code)
    {
        Span<char> key = stackalloc char[code.Length];
        for (int j = 0; j < code.Length; j++)
        {
            key[j] = code[j] > 0 ? '1' : '0';
        }

        return key.ToString();
    }
}
