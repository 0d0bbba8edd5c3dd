using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Tests.Reference;

/// <summary>Fine-tuning on new classes as its formula says, dense and in double precision; linear heads of one group.</summary>
internal static class ReferenceTuning
{
    public static double[,] Run(Heads heads, Codebook codebook, int oldClasses, IReadOnlyList<(double[] X, int Class, double Weight)> rows, int epochs, double rate)
    {
        var weights = (WeightMatrix)heads.Groups[0].Weights;
        double[,] w = new double[weights.Rows, weights.Columns];
        for (int j = 0; j < weights.Rows; j++)
        {
            for (int b = 0; b < weights.Columns; b++)
            {
                w[j, b] = weights.Row(j)[b];
            }
        }

        for (int step = 0; step < epochs * rows.Count; step++)
        {
            (double[] x, int own, double weight) = rows[step % rows.Count];
            double square = x.Sum(value => value * value);
            double[] moves = Moves(heads.Loss, codebook, oldClasses, [.. Enumerable.Range(0, weights.Columns).Select(b => x.Select((value, j) => value * w[j, b]).Sum())], own);
            for (int j = 0; j < x.Length; j++)
            {
                for (int b = 0; b < moves.Length; b++)
                {
                    w[j, b] += Math.Min(1, rate * weight) / square * moves[b] * x[j];
                }
            }
        }

        return w;
    }

    private static double[] Moves(HeadLoss loss, Codebook codebook, int oldClasses, double[] outputs, int own)
    {
        double[] moves = new double[outputs.Length];
        int first = 0;
        foreach (DigitColumn column in codebook.Columns)
        {
            HashSet<int> touched = [.. Enumerable.Range(oldClasses, codebook.Classes - oldClasses).Select(c => column.DigitOf(new LabelId(c)))];
            int target = column.DigitOf(new LabelId(own));
            double sum = Enumerable.Range(0, column.Outputs).Sum(b => Math.Exp(outputs[first + b]));
            for (int b = 0; b < column.Outputs; b++)
            {
                double z = outputs[first + b];
                bool isOwn = column is BitColumn ? target == 1 : b == target;
                bool isTouched = column is BitColumn || touched.Contains(b);
                moves[first + b] = !isTouched ? 0 : loss switch
                {
                    HeadLoss.SquaredHinge => isOwn ? Math.Max(0, 0.5 - z) : -Math.Max(0, 1 + z),
                    HeadLoss.Logistic => 4 * ((isOwn ? 1 : 0) - (1 / (1 + Math.Exp(-z)))),
                    _ => 2 * ((isOwn ? 1 : 0) - (Math.Exp(z) / sum)),
                };
            }

            first += column.Outputs;
        }

        return moves;
    }
}
