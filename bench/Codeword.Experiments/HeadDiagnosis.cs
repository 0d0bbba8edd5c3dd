using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Looks at single heads of a mixed model: how often each finds the right bucket, and how alike their mistakes are.</summary>
internal static class HeadDiagnosis
{
    public static void Run(string data, ResultWriter output)
    {
        TrainedRun run = TrainedRun.Of(data, "wordnet", new MachOptions { Repetitions = 32 });
        Codebook codebook = run.Model.Codebook;
        bool[][] right = new bool[codebook.Length][];
        for (int r = 0; r < codebook.Length; r++)
        {
            right[r] = new bool[run.Test.Count];
        }

        FindBuckets(run, right);
        output.Text("");
        output.Text("Single heads of one mixed model (R = 32, seed 1). Mistakes: the phi coefficient of \"finds the right bucket\" over test rows, averaged over");
        output.Text("pairs of heads. Closest class: the share of its digits a class has in common with the class most like it, averaged over classes.");
        output.Header("heads", "right bucket (test)", "correlation of mistakes within the kind", "with the other kind", "digits shared with the closest class");
        int clustered = codebook.Columns.Count(column => column is ClusteredColumn);
        int[] first = [.. Enumerable.Range(0, clustered)];
        int[] second = [.. Enumerable.Range(clustered, codebook.Length - clustered)];
        foreach ((string name, int[] own, int[] other) in new[] { ("clustered", first, second), ("shuffled", second, first) })
        {
            output.Row(
                name, ResultWriter.Percent(own.Average(r => right[r].Average(hit => hit ? 1.0 : 0))),
                Correlation(right, own, own).ToString("F3", CultureInfo.InvariantCulture),
                Correlation(right, own, other).ToString("F3", CultureInfo.InvariantCulture),
                ResultWriter.Percent(SharedWithClosest(codebook, own)));
        }
    }

    private static double SharedWithClosest(Codebook codebook, int[] columns)
    {
        int[][] digits = [.. columns.Select(r => new int[codebook.Classes])];
        for (int i = 0; i < columns.Length; i++)
        {
            codebook.Columns[columns[i]].CopyDigits(0, digits[i]);
        }

        int[] most = new int[codebook.Classes];
        Parallel.For(0, codebook.Classes, label =>
        {
            for (int other = 0; other < codebook.Classes; other++)
            {
                most[label] = Math.Max(most[label], other == label ? 0 : digits.Count(column => column[label] == column[other]));
            }
        });
        return most.Average() / columns.Length;
    }

    private static void FindBuckets(TrainedRun run, bool[][] right)
    {
        Model model = run.Model.Model;
        HeadReader reader = new(model.Heads);
        for (int row = 0; row < run.Test.Count; row++)
        {
            float[] outputs = reader.Outputs(run.Test.Row(row));
            LabelId truth = run.Test.LabelsOf(row)[0];
            int start = 0;
            for (int r = 0; r < right.Length; r++)
            {
                DigitColumn column = model.Codebook.Columns[r];
                ReadOnlySpan<float> own = outputs.AsSpan(start, column.Buckets);
                right[r][row] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(own) == column.DigitOf(truth);
                start += column.Buckets;
            }
        }
    }

    private static double Correlation(bool[][] right, int[] left, int[] others)
    {
        double sum = 0;
        int pairs = 0;
        foreach (int a in left)
        {
            foreach (int b in others)
            {
                if (a != b)
                {
                    sum += Correlation(right[a], right[b]);
                    pairs++;
                }
            }
        }

        return sum / pairs;
    }

    private static double Correlation(bool[] a, bool[] b)
    {
        double meanA = a.Average(x => x ? 1.0 : 0);
        double meanB = b.Average(x => x ? 1.0 : 0);
        double both = a.Zip(b).Average(pair => pair.First && pair.Second ? 1.0 : 0);
        return (both - (meanA * meanB)) / Math.Sqrt(meanA * (1 - meanA) * meanB * (1 - meanB));
    }
}
