namespace Codeword.Models;

/// <summary>
/// Heads that read one input: the weights of their columns side by side, so that an example's feature reads one run of memory.
/// All columns form one group when the input is not hashed; each repetition is a group when every one hashes it in its own way.
/// </summary>
/// <param name="Weights">(features + bias) × outputs, or (hash buckets + bias) × outputs.</param>
/// <param name="Hash">The input's hash; null when features keep their own rows.</param>
public sealed record HeadGroup(HeadWeights Weights, InputHash? Hash)
{
    /// <summary>outputs += Σⱼ xⱼ·w[j], four features a pass so that outputs are loaded and stored a quarter as often.</summary>
    internal void AddProducts(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
    {
        if (Hash is null)
        {
            Weights.AddRows(indices, values, outputs);
            return;
        }

        int i = 0;
        for (var matrix = Weights as WeightMatrix; matrix is not null && i + 4 <= indices.Length; i += 4)
        {
            ReadOnlySpan<float> w0 = Row(matrix, indices[i], values[i], out float x0), w1 = Row(matrix, indices[i + 1], values[i + 1], out float x1);
            ReadOnlySpan<float> w2 = Row(matrix, indices[i + 2], values[i + 2], out float x2), w3 = Row(matrix, indices[i + 3], values[i + 3], out float x3);
            WeightMatrix.AddFour(x0, w0, x1, w1, x2, w2, x3, w3, outputs);
        }

        for (; i < indices.Length; i++)
        {
            int place = Hash.Place(indices[i], out float sign);
            Weights.AddRow(sign * values[i], place, outputs);
        }
    }

    private ReadOnlySpan<float> Row(WeightMatrix matrix, int feature, float value, out float x)
    {
        int place = Hash!.Place(feature, out float sign);
        x = sign * value;
        return matrix.Row(place);
    }
}
