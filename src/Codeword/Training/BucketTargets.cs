using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>The buckets each example belongs to in one column: the OR of its labels' digits, without repeats.</summary>
internal sealed class BucketTargets
{
    private readonly int[] _starts;
    private readonly int[] _buckets;

    private BucketTargets(int[] starts, int[] buckets)
    {
        _starts = starts;
        _buckets = buckets;
    }

    /// <summary>The positive buckets of an example, ascending.</summary>
    public ReadOnlySpan<int> Of(int row) => _buckets.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Looks the digits of all examples' labels up in a column.</summary>
    public static BucketTargets From(ExampleSet examples, DigitColumn column)
    {
        int[] starts = new int[examples.Count + 1];
        int[] buckets = new int[examples.LabelIds.Length];
        int end = 0;
        for (int row = 0; row < examples.Count; row++)
        {
            int begin = end;
            foreach (LabelId label in examples.LabelsOf(row))
            {
                buckets[end++] = column.DigitOf(label);
            }

            end = begin + SortAndDistinct(buckets.AsSpan(begin, end - begin));
            starts[row + 1] = end;
        }

        return new BucketTargets(starts, buckets[..end]);
    }

    private static int SortAndDistinct(Span<int> digits)
    {
        if (digits.Length < 2)
        {
            return digits.Length;
        }

        digits.Sort();
        int count = 1;
        for (int i = 1; i < digits.Length; i++)
        {
            if (digits[i] != digits[count - 1])
            {
                digits[count++] = digits[i];
            }
        }

        return count;
    }
}
