using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>The buckets each example belongs to in one column: the OR of its labels' digits, without repeats. One thread's, as it looks them up anew each time.</summary>
internal sealed class BucketTargets
{
    private readonly ExampleSet _examples;
    private readonly int[] _digits;
    private int[] _buckets = new int[16];

    private BucketTargets(ExampleSet examples, int[] digits) => (_examples, _digits) = (examples, digits);

    /// <summary>The positive buckets of an example, ascending; valid until the next call.</summary>
    public ReadOnlySpan<int> Of(int row)
    {
        ReadOnlySpan<LabelId> labels = _examples.LabelsOf(row);
        if (_buckets.Length < labels.Length)
        {
            _buckets = new int[2 * labels.Length];
        }

        Span<int> buckets = _buckets.AsSpan(0, labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            buckets[i] = _digits[labels[i].Value];
        }

        return buckets[..SortAndDistinct(buckets)];
    }

    /// <summary>Takes the digits of all classes in a column.</summary>
    public static BucketTargets From(ExampleSet examples, DigitColumn column)
    {
        int[] digits = new int[examples.Labels.Count];
        for (int label = 0; label < digits.Length; label++)
        {
            digits[label] = column.DigitOf(new LabelId(label));
        }

        return new BucketTargets(examples, digits);
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
