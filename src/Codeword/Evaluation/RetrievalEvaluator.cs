using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Evaluation;

/// <summary>
/// Measures exact search in a database of labelled items with queries that are none of them: an item is relevant to a query when it has its label. The figures are the same to the
/// last bit for any number of threads.
/// </summary>
public static class RetrievalEvaluator
{
    private const int QueriesPerTask = 256;     // A multiple of the vectors' blocks.

    /// <summary>Measures search by Hamming distance.</summary>
    /// <param name="database">What is searched.</param>
    /// <param name="queries">Codes of as many bits, and labels of the same ids.</param>
    /// <param name="cutoff">How many items of a ranking average precision looks at, 1 or more.</param>
    /// <param name="radius">The distance within which precision is taken, 0 or more.</param>
    /// <param name="threads">How many threads; 0 for one a processor.</param>
    /// <exception cref="ArgumentException">The codes have different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Cut-off, radius or threads are out of range.</exception>
    public static RetrievalReport OfCodes(LabelledCodes database, LabelledCodes queries, int cutoff = 1000, int radius = 2, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(queries);
        RequireSame(queries.Codes.Bits, database.Codes.Bits, $"queries of {queries.Codes.Bits} bits", nameof(queries));
        int[] depths = DepthsOf(database.Labels.Count);
        return Run(
            database.Labels, queries.Labels, () => new CodeRanking(database.Codes, queries.Codes), () => new RetrievalMetrics(cutoff, radius, depths), threads);
    }

    /// <summary>Measures search by cosine, the largest first.</summary>
    /// <param name="database">What is searched.</param>
    /// <param name="queries">Vectors of as many dimensions, and labels of the same ids.</param>
    /// <param name="cutoff">How many items of a ranking average precision looks at, 1 or more.</param>
    /// <param name="threads">How many threads; 0 for one a processor.</param>
    /// <exception cref="ArgumentException">The vectors have different dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Cut-off or threads are out of range.</exception>
    public static RetrievalReport OfVectors(LabelledVectors database, LabelledVectors queries, int cutoff = 1000, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(queries);
        RequireSame(queries.Dimensions, database.Dimensions, $"queries of {queries.Dimensions} dimensions", nameof(queries));
        int[] depths = DepthsOf(database.Labels.Count);
        return Run(
            database.Labels, queries.Labels, () => new VectorRanking(database.Units, queries.Units), () => new RetrievalMetrics(cutoff, null, depths), threads);
    }

    /// <summary>
    /// Recall against exact search among vectors: which part of the k vectors of the largest cosine with a query (of equal ones the first) are among the k codes nearest to
    /// its code, averaged over the queries and over the orders of codes at equal distances.
    /// </summary>
    /// <param name="database">The codes that are searched.</param>
    /// <param name="queries">The queries' codes.</param>
    /// <param name="exact">A vector for each code of the database.</param>
    /// <param name="exactQueries">A vector for each query.</param>
    /// <param name="count">k, 1 to the size of the database.</param>
    /// <param name="threads">How many threads; 0 for one a processor.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are not as many vectors as codes, or no queries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or the threads are out of range.</exception>
    public static double NeighborRecall(
        BinaryCodes database, BinaryCodes queries, LabelledVectors exact, LabelledVectors exactQueries, int count, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(exactQueries);
        RequireSame(queries.Bits, database.Bits, $"queries of {queries.Bits} bits", nameof(queries));
        RequireSame(exactQueries.Dimensions, exact.Dimensions, $"queries of {exactQueries.Dimensions} dimensions", nameof(exactQueries));
        RequireSame(exact.Labels.Count, database.Count, $"{exact.Labels.Count} vectors of the database", nameof(exact));
        RequireSame(exactQueries.Labels.Count, queries.Count, $"{exactQueries.Labels.Count} vectors of queries", nameof(exactQueries));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, database.Count);
        ArgumentOutOfRangeException.ThrowIfZero(queries.Count);
        double[] recalls = new double[queries.Count];
        ForTasks(recalls.Length, threads, (first, end) =>
        {
            var codes = new CodeRanking(database, queries);
            var vectors = new VectorRanking(exact.Units, exactQueries.Units);
            int[] nearest = new int[count];
            float[] scores = new float[count];
            for (int query = first; query < end; query++)
            {
                codes.Run(query, []);
                Nearest(vectors.Cosines(query), nearest, scores);
                recalls[query] = nearest.Average(row => ChanceOf(codes.Counts, BinaryCodes.Distance(database.CodeOf(row), queries.CodeOf(query)), count));
            }
        });
        return recalls.Average();
    }

    private static RetrievalReport Run(
        IReadOnlyList<LabelId> database, IReadOnlyList<LabelId> queries, Func<Ranking> ranking, Func<RetrievalMetrics> metrics, int threads)
    {
        var rows = new RowsByLabel(database);
        RetrievalMetrics all = metrics();
        var merging = new Lock();
        ForTasks(queries.Count, threads, (first, end) =>
        {
            RetrievalMetrics part = metrics();
            Ranking own = ranking();
            for (int query = first; query < end; query++)
            {
                own.Run(query, rows.Of(queries[query]));
                part.Add(own.Counts, own.Relevant, own.Ranks);
            }

            lock (merging)
            {
                all.Merge(part);
            }
        });
        return all.ToReport();
    }

    private static void ForTasks(int queries, int threads, Action<int, int> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        int tasks = (queries + QueriesPerTask - 1) / QueriesPerTask;
        Parallel.For(0, tasks, parallel, task => action(task * QueriesPerTask, Math.Min(queries, (task + 1) * QueriesPerTask)));
    }

    // 1, 2, 5, 10, 20, 50, … and all.
    private static int[] DepthsOf(int items)
    {
        List<int> depths = [];
        for (long power = 1; power < items; power *= 10)
        {
            depths.AddRange(((long[])[power, 2 * power, 5 * power]).Where(depth => depth < items).Select(depth => (int)depth));
        }

        return [.. depths, Math.Max(1, items)];
    }

    private static void Nearest(ReadOnlySpan<float> cosines, int[] nearest, float[] scores)
    {
        var top = new TopK(nearest, scores);
        for (int row = 0; row < cosines.Length; row++)
        {
            if (cosines[row] > top.Threshold)
            {
                top.Offer(row, cosines[row]);
            }
        }

        top.Sort();
    }

    // That an item at a distance is among the first of all.
    private static double ChanceOf(ReadOnlySpan<int> counts, int distance, int first)
    {
        int before = TiedRanking.Sum(counts[..distance]);
        return Math.Clamp((double)(first - before) / counts[distance], 0, 1);
    }

    private static void RequireSame(int found, int expected, string what, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"Found {what}; expected {expected}.", name);
        }
    }
}
