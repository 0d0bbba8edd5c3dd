using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>Brings the heads' outputs into the form <see cref="ClassScorer"/> reads.</summary>
internal static class HeadTables
{
    /// <summary>Copies the ΣB outputs into the padded tables and maps each head's as the decoder wants them.</summary>
    public static void Fill(
        ClassScorer scorer, Codebook codebook, HeadLoss loss, Decoder decoder, ReadOnlySpan<float> outputs, Span<float> tables)
    {
        int heads = codebook.Length;
        for (int r = 0; r < heads; r++)
        {
            int buckets = codebook.Columns[r].Buckets;
            Span<float> table = tables[scorer.TableOf(r)];
            outputs[..buckets].CopyTo(table);
            decoder.MapOutputs(loss, table, buckets, heads);
            outputs = outputs[buckets..];
        }
    }
}
