using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Makes the codebook that options ask for; clustered digits are fitted to the training data.</summary>
internal static class CodebookBuilder
{
    private const ulong Part = 1;

    public static Codebook Build(ExampleSet examples, RowMatrix rows, LinearOptions options, ParallelOptions parallel)
    {
        int classes = examples.Labels.Count;
        if (options is not MachOptions mach)
        {
            return new Codebook([new IdentityColumn(classes)]);
        }

        var columns = new DigitColumn[mach.Repetitions];
        ClassCentroids? centroids = mach.ClusteredDigits > 0 ? ClassCentroids.From(examples, rows) : null;
        Parallel.For(0, columns.Length, parallel, r =>
        {
            var random = SplitMix64.ForPart(options.Seed, Part, (ulong)r);
            columns[r] = r < mach.ClusteredDigits
                ? BalancedKMeans.Cluster(centroids!, rows.Columns - 1, mach.Buckets, random)
                : mach.Digits == DigitKind.Hashed
                    ? new HashedColumn(classes, UniversalHash.Draw(ref random, mach.Buckets))
                    : new ShuffledColumn(classes, mach.Buckets, random.Next());
        });
        return new Codebook(columns);
    }
}
