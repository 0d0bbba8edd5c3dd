using System.Numerics.Tensors;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Values that a model's sections hold, read with a look at each.</summary>
internal static class StoredValue
{
    /// <summary>Fills a matrix from the weights that begin at a place; returns the place after them. All must be finite.</summary>
    public static long ReadWeights(Section weights, long start, WeightMatrix matrix)
    {
        foreach (float[] block in matrix.Blocks)
        {
            weights.Slice<float>(start, block.Length).CopyTo(block);
            if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(block)))
            {
                throw weights.Fault($"found a weight that is not finite among weights {start} to {start + block.Length - 1}; expected numbers");
            }

            start += block.Length;
        }

        return start;
    }

    public static T ReadEnum<T>(SectionReader reader, string what)
        where T : struct, Enum
    {
        uint value = reader.ReadUInt32();
        T[] known = Enum.GetValues<T>();
        return value < (uint)known.Length ? known[(int)value] : throw reader.Fault($"found the {what} {value}; expected 0 to {known.Length - 1}");
    }

    public static bool ReadFlag(SectionReader reader, string what) => reader.ReadUInt32() switch
    {
        0 => false,
        1 => true,
        uint other => throw reader.Fault($"found {other} for the {what}; expected 0 or 1"),
    };

    public static float ReadFinite(SectionReader reader, string what)
    {
        float value = reader.ReadSingle();
        return float.IsFinite(value) ? value : throw reader.Fault($"found {value} for the {what}; expected a finite number");
    }

    public static float ReadPositive(SectionReader reader, string what)
    {
        float value = ReadFinite(reader, what);
        return value > 0 ? value : throw reader.Fault($"found {value} for the {what}; expected a number above 0");
    }
}
