using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// Heads that read one input: the weights of their columns side by side, so that an example's feature reads one run of memory.
/// All columns form one group when the input is not hashed; each repetition is a group when every one hashes it in its own way.
/// </summary>
/// <param name="Weights">(features + bias) × outputs, or (hash buckets + bias) × outputs.</param>
/// <param name="Hash">The input's hash; null when features keep their own rows.</param>
public sealed record HeadGroup(WeightMatrix Weights, InputHash? Hash)
{
    /// <summary>outputs += Σⱼ xⱼ·w[j], four features a pass so that outputs are loaded and stored a quarter as often.</summary>
    internal void AddProducts(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
    {
        int i = 0;
        for (; i + 4 <= indices.Length; i += 4)
        {
            ReadOnlySpan<float> w0 = Row(indices[i], values[i], out float x0), w1 = Row(indices[i + 1], values[i + 1], out float x1);
            ReadOnlySpan<float> w2 = Row(indices[i + 2], values[i + 2], out float x2), w3 = Row(indices[i + 3], values[i + 3], out float x3);
            AddFour(x0, w0, x1, w1, x2, w2, x3, w3, outputs);
        }

        for (; i < indices.Length; i++)
        {
            ReadOnlySpan<float> row = Row(indices[i], values[i], out float x);
            VectorMath.MultiplyAdd(x, row, outputs);
        }
    }

    private ReadOnlySpan<float> Row(int feature, float value, out float x)
    {
        if (Hash is null)
        {
            x = value;
            return Weights.Row(feature);
        }

        int place = Hash.Place(feature, out float sign);
        x = sign * value;
        return Weights.Row(place);
    }

    // Each output's sum runs over the features in order, as in four calls of MultiplyAdd: the same bits.
    private static void AddFour(
        float x0, ReadOnlySpan<float> w0, float x1, ReadOnlySpan<float> w1, float x2, ReadOnlySpan<float> w2, float x3, ReadOnlySpan<float> w3,
        Span<float> outputs)
    {
        ref float r0 = ref MemoryMarshal.GetReference(w0), r1 = ref MemoryMarshal.GetReference(w1);
        ref float r2 = ref MemoryMarshal.GetReference(w2), r3 = ref MemoryMarshal.GetReference(w3);
        ref float o = ref MemoryMarshal.GetReference(outputs);
        Vector512<float> v0 = Vector512.Create(x0), v1 = Vector512.Create(x1), v2 = Vector512.Create(x2), v3 = Vector512.Create(x3);
        nuint b = 0;
        for (; b + VectorMath.Lanes <= (nuint)outputs.Length; b += VectorMath.Lanes)
        {
            Vector512<float> sum = Vector512.FusedMultiplyAdd(v0, Vector512.LoadUnsafe(ref r0, b), Vector512.LoadUnsafe(ref o, b));
            sum = Vector512.FusedMultiplyAdd(v1, Vector512.LoadUnsafe(ref r1, b), sum);
            sum = Vector512.FusedMultiplyAdd(v2, Vector512.LoadUnsafe(ref r2, b), sum);
            Vector512.FusedMultiplyAdd(v3, Vector512.LoadUnsafe(ref r3, b), sum).StoreUnsafe(ref o, b);
        }

        for (int t = (int)b; t < outputs.Length; t++)
        {
            float sum = MathF.FusedMultiplyAdd(x0, w0[t], outputs[t]);
            sum = MathF.FusedMultiplyAdd(x1, w1[t], sum);
            sum = MathF.FusedMultiplyAdd(x2, w2[t], sum);
            outputs[t] = MathF.FusedMultiplyAdd(x3, w3[t], sum);
        }
    }
}
