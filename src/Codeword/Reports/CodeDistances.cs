using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Reports;

/// <summary>In how many digits codewords differ, 0 to R; of bits this is the Hamming distance.</summary>
internal sealed class CodeDistances(Codebook codebook)
{
    /// <summary>What is counted; null where there is one digit alone, which says only which class it is.</summary>
    public string? Unit => codebook.Length == 1 ? null : codebook.Bits is null ? "digits" : "bits";

    /// <summary>The largest distance.</summary>
    public int Most => codebook.Length;

    public int Of(int first, int second)
    {
        if (codebook.Bits is { } bits)
        {
            return bits.Distance(first, second);
        }

        int differing = 0;
        foreach (DigitColumn column in codebook.Columns)
        {
            differing += column.DigitOf(new LabelId(first)) == column.DigitOf(new LabelId(second)) ? 0 : 1;
        }

        return differing;
    }
}
