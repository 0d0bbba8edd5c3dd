using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Taxonomy;

namespace Codeword.Tests.Taxonomy;

/// <summary>Labels, codes and rows for trees.</summary>
internal static class SampleTrees
{
    /// <summary>Four codes on a line: 0, 1, 3 and 4 ones.</summary>
    public static BinaryCodes Line { get; } = Codes("0000", "0001", "0111", "1111");

    public static BinaryCodes Codes(params string[] rows) =>
        BinaryCodes.FromSigns([.. rows.SelectMany(row => row.Select(digit => digit == '1' ? 1f : -1f))], rows.Length, rows[0].Length);

    public static LabelSet Names(int count) => LabelSet.Create(Enumerable.Range(0, count).Select(i => $"class {i}"));

    public static LabelSet Letters(int count) => LabelSet.Create(Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}"));

    public static ClassTree Tree(BinaryCodes codes, Linkage linkage = Linkage.Average, int threads = 1) =>
        Agglomeration.Of(Names(codes.Count), codes, new TreeOptions { Linkage = linkage, Threads = threads });

    /// <summary>Rows of normal numbers, no two distances of which are the same.</summary>
    public static ClassRows Rows(int count, int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        float[] values = new float[count * length];
        foreach (ref float value in values.AsSpan())
        {
            value = random.NextGaussian();
        }

        return new ClassRows(values, count);
    }
}
