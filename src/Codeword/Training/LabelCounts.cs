using Codeword.Data;

namespace Codeword.Training;

/// <summary>N_l: how many examples have each label.</summary>
internal static class LabelCounts
{
    public static long[] Of(ExampleSet examples)
    {
        long[] counts = new long[examples.Labels.Count];
        for (int row = 0; row < examples.Count; row++)
        {
            foreach (LabelId label in examples.LabelsOf(row))
            {
                counts[label.Value]++;
            }
        }

        return counts;
    }
}
