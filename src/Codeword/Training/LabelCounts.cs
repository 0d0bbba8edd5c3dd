using Codeword.Data;

namespace Codeword.Training;

/// <summary>N_l: how many examples have each label.</summary>
internal static class LabelCounts
{
    public static long[] Of(ExampleSet examples)
    {
        long[] counts = new long[examples.Labels.Count];
        foreach (LabelId label in examples.LabelIds)
        {
            counts[label.Value]++;
        }

        return counts;
    }
}
