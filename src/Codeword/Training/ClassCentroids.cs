using Codeword.Data;

namespace Codeword.Training;

/// <summary>The mean direction of each class's examples, of length 1, as sparse rows; a class without examples has an empty row.</summary>
internal sealed class ClassCentroids
{
    private readonly int[][] _indices;
    private readonly float[][] _values;

    private ClassCentroids(int[][] indices, float[][] values)
    {
        _indices = indices;
        _values = values;
    }

    /// <summary>K.</summary>
    public int Count => _indices.Length;

    /// <summary>Feature indices of a class.</summary>
    public ReadOnlySpan<int> Indices(LabelId label) => _indices[label.Value];

    /// <summary>Values of a class.</summary>
    public ReadOnlySpan<float> Values(LabelId label) => _values[label.Value];

    /// <summary>Adds up the transformed examples of each class, the bias left out.</summary>
    public static ClassCentroids From(ExampleSet examples, RowMatrix rows)
    {
        int[][] members = MembersOf(examples);
        int bias = rows.Columns - 1;
        float[] sum = new float[rows.Columns];
        int[][] indices = new int[members.Length][];
        float[][] values = new float[members.Length][];
        var touched = new List<int>();
        for (int label = 0; label < members.Length; label++)
        {
            touched.Clear();
            foreach (int row in members[label])
            {
                Add(rows.Indices(row), rows.Values(row), bias, sum, touched);
            }

            touched.Sort();
            double square = touched.Sum(j => (double)sum[j] * sum[j]);
            float scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
            indices[label] = [.. touched];
            values[label] = [.. touched.Select(j => sum[j] * scale)];
            touched.ForEach(j => sum[j] = 0);
        }

        return new ClassCentroids(indices, values);
    }

    private static void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int bias, float[] sum, List<int> touched)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] == bias)
            {
                continue;
            }

            if (sum[indices[i]] == 0)
            {
                touched.Add(indices[i]);
            }

            // A sum that comes out as 0 on the way would be listed twice: the smallest number keeps it listed.
            sum[indices[i]] += values[i];
            if (sum[indices[i]] == 0)
            {
                sum[indices[i]] = float.Epsilon;
            }
        }
    }

    private static int[][] MembersOf(ExampleSet examples)
    {
        int[] counts = new int[examples.Labels.Count];
        foreach ((int label, long count) in LabelCounts.Of(examples).Index())
        {
            counts[label] = checked((int)count);
        }

        int[][] members = [.. counts.Select(count => new int[count])];
        for (int row = examples.Count - 1; row >= 0; row--)
        {
            foreach (LabelId label in examples.LabelsOf(row))
            {
                members[label.Value][--counts[label.Value]] = row;
            }
        }

        return members;
    }
}
