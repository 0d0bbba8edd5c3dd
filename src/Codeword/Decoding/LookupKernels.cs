using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// scores[i] += table[digits[i]]: the inner loop of decoding, one pass a column over a tile of classes. Each class's sum runs over the columns in
/// order, so that every version gives the same bits.
/// </summary>
internal static class LookupKernels
{
    /// <summary>Elements a table for the byte kernel must have at least.</summary>
    public const int ShortTable = 64;

    /// <summary>The obvious version, for digits of any width.</summary>
    public static void Add<TDigit>(ReadOnlySpan<TDigit> digits, ReadOnlySpan<float> table, Span<float> scores)
        where TDigit : unmanaged, IBinaryInteger<TDigit>
    {
        for (int i = 0; i < digits.Length; i++)
        {
            scores[i] += table[int.CreateTruncating(digits[i])];
        }
    }

    /// <summary>Byte digits: in registers where a permutation instruction holds the table, by the obvious loop elsewhere.</summary>
    public static void AddBytes(ReadOnlySpan<byte> digits, ReadOnlySpan<float> table, int buckets, Span<float> scores)
    {
        if (Avx512F.IsSupported && buckets <= ShortTable && table.Length >= ShortTable)
        {
            AddPermuted(digits, table, scores);
        }
        else
        {
            Add(digits, table, scores);
        }
    }

    // The table of up to 64 floats fills four registers; two permutations look 16 digits up in its halves, bit 5 of the digit picks the half.
    private static void AddPermuted(ReadOnlySpan<byte> digits, ReadOnlySpan<float> table, Span<float> scores)
    {
        ref float t = ref MemoryMarshal.GetReference(table);
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref float s = ref MemoryMarshal.GetReference(scores);
        Vector512<float> t0 = Vector512.LoadUnsafe(ref t), t1 = Vector512.LoadUnsafe(ref t, 16);
        Vector512<float> t2 = Vector512.LoadUnsafe(ref t, 32), t3 = Vector512.LoadUnsafe(ref t, 48);
        var half = Vector512.Create(32);
        nuint i = 0;
        for (; i + VectorMath.Lanes <= (nuint)digits.Length; i += VectorMath.Lanes)
        {
            Vector512<int> index = Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref d, i));
            Vector512<float> low = Avx512F.PermuteVar16x32x2(t0, index, t1);
            Vector512<float> high = Avx512F.PermuteVar16x32x2(t2, index, t3);
            Vector512<float> value = Vector512.ConditionalSelect(Vector512.LessThan(index, half).AsSingle(), low, high);
            (Vector512.LoadUnsafe(ref s, i) + value).StoreUnsafe(ref s, i);
        }

        for (; i < (nuint)digits.Length; i++)
        {
            Unsafe.Add(ref s, i) += Unsafe.Add(ref t, (nuint)Unsafe.Add(ref d, i));
        }
    }
}
