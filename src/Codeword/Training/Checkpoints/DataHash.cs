using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training.Checkpoints;

/// <summary>The SHA-256 of all that training sees of its data, in lower-case hexadecimal, however the data is held.</summary>
internal static class DataHash
{
    /// <summary>Of sizes, the labels' names, and each row's features, labels and weight.</summary>
    public static string Of(ExampleSet examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, examples.Count, examples.FeatureCount, examples.Labels.Count);
        foreach (string name in examples.Labels.Names)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            Append(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        for (int row = 0; row < examples.Count; row++)
        {
            Features features = examples.Row(row);
            ReadOnlySpan<LabelId> labels = examples.LabelsOf(row);
            Append(hash, features.Values.Length, labels.Length, examples.LabelCountOf(row), BitConverter.SingleToInt32Bits(examples.WeightOf(row)));
            hash.AppendData(MemoryMarshal.AsBytes(features.Indices));
            hash.AppendData(MemoryMarshal.AsBytes(features.Values));
            hash.AppendData(MemoryMarshal.AsBytes(labels));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of codes.</summary>
    public static string Of(BinaryCodes codes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, codes.Count, codes.Bits);
        hash.AppendData(MemoryMarshal.AsBytes(codes.Words));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
