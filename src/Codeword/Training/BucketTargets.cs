using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>The buckets each example belongs to in one column: the OR of its labels' digits, without repeats, looked up anew each time.</summary>
internal sealed class BucketTargets
{
    private readonly ExampleSet _examples;
    private readonly int[] _digits;

    private BucketTargets(ExampleSet examples, int[] digits) => (_examples, _digits) = (examples, digits);

    /// <summary>The positive buckets of an example, ascending.</summary>
    /// <param name="row">The example.</param>
    /// <param name="room">Where they are written; replaced by more room where there is too little.</param>
    public ReadOnlySpan<int> Of(int row, ref Span<int> room)
    {
        ReadOnlySpan<LabelId> labels = _examples.LabelsOf(row);
        if (room.Length < labels.Length)
        {
            room = new int[2 * labels.Length];
        }

        Span<int> buckets = room[..labels.Length];
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
