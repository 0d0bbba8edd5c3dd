using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Makes the codebook that options ask for; clustered digits are fitted to the training data.</summary>
internal static class CodebookBuilder
{
    private const ulong Part = 1;

    public static Codebook Build(ExampleSet examples, RowMatrix rows, TrainingOptions options, ParallelOptions parallel)
    {
        int classes = examples.Labels.Count;
        if (DigitPlan.Of(options) is not { } digits)
        {
            return new Codebook([new IdentityColumn(classes)]);
        }

        var columns = new DigitColumn[digits.Repetitions];
        ClassCentroids? centroids = digits.Clustered > 0 ? ClassCentroids.From(examples, rows) : null;
        Parallel.For(0, columns.Length, parallel, r =>
        {
            var random = SplitMix64.ForPart(digits.Seed, Part, (ulong)r);
            columns[r] = r < digits.Clustered
                ? BalancedKMeans.Cluster(centroids!, rows.Columns - 1, digits.Buckets, random)
                : digits.Kind == DigitKind.Hashed
                    ? new HashedColumn(classes, UniversalHash.Draw(ref random, digits.Buckets))
                    : new ShuffledColumn(classes, digits.Buckets, random.Next());
        });
        return new Codebook(columns);
    }
}
