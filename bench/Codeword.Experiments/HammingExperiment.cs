using System.Numerics;
using System.Runtime.InteropServices;
using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Experiments;

/// <summary>
/// Exact search among random codes on one thread, one query at a time and 64 a pass. Each figure is the median of rounds, in each of which all cases and a plain read of
/// memory take turns.
/// </summary>
internal static class HammingExperiment
{
    private const int Rounds = 5;
    private const int Batch = 64;
    private const long MemoryBytes = 1L << 28;
    private const double AtLeastSeconds = 0.1;

    public static void Run(ResultWriter output)
    {
        output.Text($"Random codes and queries; one thread; processor time, medians of {Rounds} rounds. A batch is of {Batch} queries.");
        output.Text("Codes/s counts comparisons of a code with a query; GB/s is comparisons times bytes of a code, so that for batches it exceeds what is read.");
        output.Text($"A plain read sums an array of {MemoryBytes >> 20} MB by 512 bits, or one of as many bytes as the codes have, in the same round.");
        output.Text("The obvious loop XORs and counts word by word, and keeps the ten best in a heap.");
        output.Header(
            "codes", "bits", "search", "neighbours", "ms a query", "billion codes/s", "GB/s",
            "% of a plain read of memory", "% of a plain read of as many bytes", "same as the obvious");
        foreach (int count in new[] { 1_000_000, 10_000_000 })
        {
            RunCount(output, count, 64);
            RunCount(output, count, 256);
        }
    }

    private static void RunCount(ResultWriter output, int count, int bits)
    {
        (byte[] codes, byte[] queries) = RandomCodes.Draw("uniform", count, Batch, bits);
        using HammingIndex index = HammingIndex.Create(bits, codes);
        var results = new Neighbor[Batch * 1000];
        (string Name, int Neighbors, int Queries, Action<int> Search)[] cases =
        [
            ("obvious loop", 10, 1, q => Obvious(codes, queries, index.BytesPerCode, q, results)),
            ("single", 10, 1, q => index.Search(Query(queries, index, q), results.AsSpan(0, 10))),
            ("single", 1000, 1, q => index.Search(Query(queries, index, q), results.AsSpan(0, 1000))),
            ("batch", 10, Batch, _ => index.SearchBatch(queries, 10, results)),
            ("batch", 1000, Batch, _ => index.SearchBatch(queries, 1000, results)),
        ];
        double[][] seconds = [.. cases.Select(_ => new double[Rounds])];
        double[] memory = new double[Rounds];
        double[] asMany = new double[Rounds];
        var whole = new PlainRead(MemoryBytes);
        var part = new PlainRead(codes.Length);
        for (int round = 0; round < Rounds; round++)
        {
            memory[round] = whole.BytesPerSecond(1);
            asMany[round] = part.BytesPerSecond(5);
            for (int c = 0; c < cases.Length; c++)
            {
                seconds[c][round] = Measure(cases[c].Search, cases[c].Queries);
            }
        }

        Dictionary<int, bool> isSame = cases.Select(one => one.Neighbors).Distinct().ToDictionary(neighbors => neighbors, neighbors => AreSame(codes, queries, index, neighbors));
        for (int c = 0; c < cases.Length; c++)
        {
            double median = LargeKExperiment.Median(seconds[c]);
            double rate = (double)codes.Length / median;
            output.Row(
                count, bits, cases[c].Name, cases[c].Neighbors, LargeKExperiment.Figure(1000 * median), LargeKExperiment.Figure(count / median / 1e9),
                LargeKExperiment.Figure(rate / 1e9), LargeKExperiment.Figure(100 * rate / LargeKExperiment.Median(memory)),
                LargeKExperiment.Figure(100 * rate / LargeKExperiment.Median(asMany)), isSame[cases[c].Neighbors] ? "yes" : "NO");
        }
    }

    // Seconds of processor time a query, over at least a tenth of a second.
    private static double Measure(Action<int> search, int queries)
    {
        search(0);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        int searches = 0;
        do
        {
            search(++searches % Batch);
        }
        while ((Environment.CpuUsage.TotalTime - start).TotalSeconds < AtLeastSeconds);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / searches / queries;
    }

    private static bool AreSame(byte[] codes, byte[] queries, HammingIndex index, int neighbors)
    {
        var expected = new Neighbor[neighbors];
        var found = new Neighbor[neighbors];
        var batch = new Neighbor[Batch * neighbors];
        index.SearchBatch(queries, neighbors, batch);
        return Enumerable.Range(0, 4).All(q =>
        {
            Obvious(codes, queries, index.BytesPerCode, q, expected);
            index.Search(Query(queries, index, q), found);
            return found.SequenceEqual(expected) && batch.AsSpan(neighbors * q, neighbors).SequenceEqual(expected);
        });
    }

    private static void Obvious(byte[] codes, byte[] queries, int bytesPerCode, int query, Neighbor[] results)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(codes);
        ReadOnlySpan<ulong> own = MemoryMarshal.Cast<byte, ulong>(queries.AsSpan(query * bytesPerCode, bytesPerCode));
        int[] indices = new int[results.Length];
        float[] scores = new float[results.Length];
        var top = new TopK(indices, scores);
        for (int i = 0, start = 0; start < words.Length; i++, start += own.Length)
        {
            int distance = 0;
            for (int w = 0; w < own.Length; w++)
            {
                distance += BitOperations.PopCount(words[start + w] ^ own[w]);
            }

            if (-distance > top.Threshold)
            {
                top.Offer(i, -distance);
            }
        }

        int held = top.Sort();
        for (int i = 0; i < held; i++)
        {
            results[i] = new Neighbor(indices[i], (int)-scores[i]);
        }
    }

    private static ReadOnlySpan<byte> Query(byte[] queries, HammingIndex index, int query) => queries.AsSpan(query * index.BytesPerCode, index.BytesPerCode);
}
