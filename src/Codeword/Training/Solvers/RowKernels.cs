using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Training.Solvers;

/// <summary>
/// The two loops training spends its time in, over a head's weights of shape (features, stride) with stride a multiple of 16. Four vectors of
/// outputs stay in registers while the row's features go by; each output's sum runs over the features in order, whatever the vector width.
/// </summary>
internal static class RowKernels
{
    private const int Wide = 4 * VectorMath.Lanes;

    /// <summary>out[b] = Σⱼ xⱼ·w[j, b] for all b below the stride (the length of <paramref name="outputs"/>).</summary>
    public static void Multiply(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<float> weights, Span<float> outputs)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float o = ref MemoryMarshal.GetReference(outputs);
        nuint stride = (nuint)outputs.Length;
        nuint b = 0;
        for (; b + Wide <= stride; b += Wide)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int i = 0; i < indices.Length; i++)
            {
                ref float row = ref Unsafe.Add(ref w, ((nuint)(uint)indices[i] * stride) + b);
                var x = Vector512.Create(values[i]);
                s0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref row), s0);
                s1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref row, 16), s1);
                s2 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref row, 32), s2);
                s3 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref row, 48), s3);
            }

            s0.StoreUnsafe(ref o, b);
            s1.StoreUnsafe(ref o, b + 16);
            s2.StoreUnsafe(ref o, b + 32);
            s3.StoreUnsafe(ref o, b + 48);
        }

        for (; b < stride; b += VectorMath.Lanes)
        {
            Vector512<float> sum = default;
            for (int i = 0; i < indices.Length; i++)
            {
                ref float row = ref Unsafe.Add(ref w, ((nuint)(uint)indices[i] * stride) + b);
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(values[i]), Vector512.LoadUnsafe(ref row), sum);
            }

            sum.StoreUnsafe(ref o, b);
        }
    }

    /// <summary>w[j, b] += xⱼ·step[b] for all features j of the row and all b below the stride (the length of <paramref name="step"/>).</summary>
    public static void AddOuter(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<float> step, Span<float> weights)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float d = ref MemoryMarshal.GetReference(step);
        nuint stride = (nuint)step.Length;
        nuint b = 0;
        for (; b + Wide <= stride; b += Wide)
        {
            Vector512<float> d0 = Vector512.LoadUnsafe(ref d, b), d1 = Vector512.LoadUnsafe(ref d, b + 16);
            Vector512<float> d2 = Vector512.LoadUnsafe(ref d, b + 32), d3 = Vector512.LoadUnsafe(ref d, b + 48);
            for (int i = 0; i < indices.Length; i++)
            {
                ref float row = ref Unsafe.Add(ref w, ((nuint)(uint)indices[i] * stride) + b);
                var x = Vector512.Create(values[i]);
                Vector512.FusedMultiplyAdd(x, d0, Vector512.LoadUnsafe(ref row)).StoreUnsafe(ref row);
                Vector512.FusedMultiplyAdd(x, d1, Vector512.LoadUnsafe(ref row, 16)).StoreUnsafe(ref row, 16);
                Vector512.FusedMultiplyAdd(x, d2, Vector512.LoadUnsafe(ref row, 32)).StoreUnsafe(ref row, 32);
                Vector512.FusedMultiplyAdd(x, d3, Vector512.LoadUnsafe(ref row, 48)).StoreUnsafe(ref row, 48);
            }
        }

        for (; b < stride; b += VectorMath.Lanes)
        {
            Vector512<float> part = Vector512.LoadUnsafe(ref d, b);
            for (int i = 0; i < indices.Length; i++)
            {
                ref float row = ref Unsafe.Add(ref w, ((nuint)(uint)indices[i] * stride) + b);
                Vector512.FusedMultiplyAdd(Vector512.Create(values[i]), part, Vector512.LoadUnsafe(ref row)).StoreUnsafe(ref row);
            }
        }
    }
}
