using Codeword.Codes;
using Codeword.Models;

namespace Codeword.Experiments;

/// <summary>
/// A model of some of another's columns: heads are independent, so it is the model that training these columns alone would have made, but for decoder and probabilities.
/// </summary>
internal static class ColumnsOfModel
{
    /// <param name="classifier">A model whose heads share one matrix.</param>
    /// <param name="columns">Which columns, ascending.</param>
    public static Classifier Of(Classifier classifier, int[] columns)
    {
        Model model = classifier.Model;
        var all = (WeightMatrix)model.Heads.Groups[0].Weights;
        int[] starts = new int[model.Codebook.Length];
        for (int r = 1; r < starts.Length; r++)
        {
            starts[r] = starts[r - 1] + model.Codebook.Columns[r - 1].Buckets;
        }

        var codebook = new Codebook([.. columns.Select(r => model.Codebook.Columns[r])]);
        var weights = new WeightMatrix(all.Rows, checked((int)codebook.Outputs));
        for (int row = 0; row < all.Rows; row++)
        {
            int end = 0;
            foreach (int r in columns)
            {
                int buckets = model.Codebook.Columns[r].Buckets;
                all.Row(row).Slice(starts[r], buckets).CopyTo(weights.Row(row).Slice(end, buckets));
                end += buckets;
            }
        }

        var heads = new Heads(model.Heads.Loss, model.Heads.Transform, [new HeadGroup(weights, null)]);
        return new Classifier(new Model(model.Info, model.Labels, [.. model.LabelRows], codebook, heads, model.Decoder, model.Probabilities, model.Featurizer));
    }
}
