using System.Numerics.Tensors;
using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>Brings the heads' outputs into the form <see cref="ClassScorer"/> reads.</summary>
internal static class HeadTables
{
    // Sums of as many entries as a codeword can have digits stay finite.
    private const float Largest = 1e30f;

    /// <summary>
    /// Copies the ΣB outputs into the padded tables and maps each head's as the decoder wants them. Absurd weights, inputs or powers may make
    /// outputs that are no numbers; entries are finite all the same, so that every class has a score and every score a probability.
    /// </summary>
    public static void Fill(
        ClassScorer scorer, Codebook codebook, HeadLoss loss, Decoder decoder, ReadOnlySpan<float> outputs, Span<float> tables)
    {
        int heads = codebook.Length;
        for (int r = 0; r < heads; r++)
        {
            int buckets = codebook.Columns[r].Buckets;
            Span<float> table = tables[scorer.TableOf(r)];
            outputs[..buckets].CopyTo(table);
            Bound(table[..buckets]);
            decoder.MapOutputs(loss, table, buckets, heads);
            Bound(table[..buckets]);
            outputs = outputs[buckets..];
        }
    }

    // What is not a number counts as hopeless.
    private static void Bound(Span<float> entries)
    {
        TensorPrimitives.MaxNumber(entries, -Largest, entries);
        TensorPrimitives.MinNumber(entries, Largest, entries);
    }
}
