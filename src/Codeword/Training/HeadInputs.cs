using Codeword.Data;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>What a group of heads reads of an example: which rows of its weights, times what.</summary>
internal sealed class HeadInputs(Heads heads, int group)
{
    private readonly float[] _scratch = new float[heads.ScratchLength];

    /// <summary>The rows, each once, and their factors.</summary>
    public (int[] Rows, float[] Values) Of(Features features)
    {
        int[] rows = new int[features.Values.Length + 1];
        float[] values = new float[features.Values.Length + 1];
        int count = heads.Transform.Apply(features, rows, values);
        (rows, values) = (rows[..count], values[..count]);
        if (heads.Encoder is { } encoder)
        {
            encoder.Encode(rows, values, _scratch.AsSpan(0, encoder.Outputs), _scratch.AsSpan(encoder.Outputs));
            values = [.. _scratch.AsSpan(0, encoder.Outputs)[encoder.PartOf(group)], 1];
            return ([.. Enumerable.Range(0, values.Length)], values);
        }

        if (heads.Groups[group].Hash is { } hash)
        {
            var sums = new SortedDictionary<int, float>();
            for (int j = 0; j < rows.Length; j++)
            {
                int place = hash.Place(rows[j], out float sign);
                sums[place] = sums.GetValueOrDefault(place) + (sign * values[j]);
            }

            (rows, values) = ([.. sums.Keys], [.. sums.Values]);
        }

        return (rows, values);
    }
}
