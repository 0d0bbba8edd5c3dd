using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

/// <summary>Codes with labels, and the index of them beside the plain list of what it must hold.</summary>
internal sealed record SampleLabels(LabeledIndex Index, SortedDictionary<long, (byte[] Code, string[] Labels)> Expected)
{
    public const string Model = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Draws codes with as few and as many labels as asked for, and removes every so many again.</summary>
    /// <param name="bits">k.</param>
    /// <param name="count">How many codes are added.</param>
    /// <param name="names">How many names there are to draw from.</param>
    /// <param name="fewest">The fewest labels of a code.</param>
    /// <param name="most">The most labels of a code.</param>
    /// <param name="removedEvery">Every so-many-th code is removed; 0 for none.</param>
    public static SampleLabels Draw(int bits, int count, int names, int fewest, int most, int removedEvery = 0)
    {
        var random = new SplitMix64(11);
        var builder = new LabeledIndexBuilder(bits, Model);
        var expected = new SortedDictionary<long, (byte[], string[])>();
        foreach (byte[] code in SampleNeighbors.Draw(count, bits, 7))
        {
            string[] labels = new string[fewest + random.NextIndex(most - fewest + 1)];
            int first = random.NextIndex(names);
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = $"label {(first + (i * 3)) % names}";
            }

            expected.Add(builder.Add(code, labels), (code, labels));
        }

        for (int id = 0; removedEvery > 0 && id < count; id += removedEvery)
        {
            Assert.True(builder.Remove(id));
            expected.Remove(id);
        }

        return new SampleLabels(builder.Build(), expected);
    }

    /// <summary>Holds an index to what it must hold.</summary>
    public void Check(LabeledIndex index)
    {
        Assert.Equal(Expected.Count, index.Codes.Count);
        Assert.Equal(Expected.Values.Sum(code => code.Labels.Length), index.LabelCount);
        byte[] found = new byte[index.Codes.BytesPerCode];
        foreach ((long id, (byte[] code, string[] labels)) in Expected)
        {
            Assert.True(index.Codes.TryGetCode(id, found));
            Assert.Equal(code, found);
            Assert.Equal(labels.Order(StringComparer.Ordinal), index.LabelsOf(id).Select(label => index.Labels[label]).Order(StringComparer.Ordinal));
            Assert.Equal(index.LabelsOf(id).Order(), index.LabelsOf(id));
        }
    }

    public static byte[] Save(LabeledIndex index)
    {
        using var stream = new MemoryStream();
        index.Save(stream);
        return stream.ToArray();
    }
}
