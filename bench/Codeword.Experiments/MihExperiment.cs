using System.Diagnostics;
using System.Globalization;
using Codeword.Retrieval;

namespace Codeword.Experiments;

/// <summary>
/// Tables over codes of 64 bits against the flat scan, exact ten nearest on one thread: uniform codes, random clusters and a model's codes; memory against speed by the
/// number of tables. Each figure is the median of rounds, in each of which all cases take turns.
/// </summary>
internal static class MihExperiment
{
    private const int Rounds = 5;
    private const int Neighbors = 10;
    private const int Batch = 64;
    private const int MostQueries = 512;
    private const double AtLeastSeconds = 0.2;
    private static readonly int[] TableCounts = [2, 3, 4, 5, 6, 8];

    /// <param name="data">Folder of the sets, for the codes of a model.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="arguments">Some of <c>uniform</c>, <c>clustered</c>, <c>model</c>, all when none is named; and a number of random codes, 7,000,000 when none is given.</param>
    public static void Run(string data, ResultWriter output, IReadOnlyList<string> arguments)
    {
        string[] sets = [.. arguments.Where(argument => !char.IsAsciiDigit(argument[0]))];
        int count = arguments.Where(argument => char.IsAsciiDigit(argument[0])).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).FirstOrDefault(7_000_000);
        output.Text($"Exact {Neighbors} nearest, 64 bits, one thread; processor time, medians of {Rounds} rounds. A batch is of {Batch} queries.");
        output.Text("Speed-ups are against the scan of the same round.");
        output.Text(RandomCodes.Description);
        output.Text(PathsCodes.Description);
        output.Text("different: codes that equal none before them. Bytes a code are those of the tables, beside the 8 of the code itself.");
        output.Header(
            "codes", "set", "different %", "10th neighbour at: median", "90 %", "tables", "address bits", "bytes a table and code", "bytes a code", "made in s",
            "µs a query", "times the scan", "µs a query in batches", "times the scan", "same as the scan");
        foreach (string set in sets.Length > 0 ? sets : ["uniform", "clustered", "model"])
        {
            Measure(output, set, set == "model" ? PathsCodes.Read(data) : Random(set, count));
        }
    }

    private static void Measure(ResultWriter output, string set, (HammingIndex Database, byte[] Queries) given)
    {
        using HammingIndex scan = given.Database;
        byte[] queries = given.Queries[..Math.Min(given.Queries.Length, MostQueries * scan.BytesPerCode)];
        var equal = EqualCodes.Find(scan.Blocks, scan.Count);
        List<HammingIndex> indexes = [scan];
        List<double> made = [0];
        foreach (int tables in TableCounts)
        {
            long start = Stopwatch.GetTimestamp();
            indexes.Add(scan.With(HammingMethod.Tables, tables));
            made.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        (double[][] single, double[][] batch) = Time(indexes, queries);
        Neighbor[] expected = Search(scan, queries);
        int[] last = [.. Enumerable.Range(0, expected.Length / Neighbors).Select(q => expected[(q * Neighbors) + Neighbors - 1].Distance).Order()];
        HammingIndex chosen = scan.With(HammingMethod.Auto);
        for (int i = 0; i < indexes.Count; i++)
        {
            HammingIndex index = indexes[i];
            string mark = index.TableCount == chosen.TableCount ? " (chosen)" : "";
            output.Row(
                scan.Count, set, Figure(100.0 * (scan.Count - equal.Count) / scan.Count), last[last.Length / 2], last[last.Length * 9 / 10],
                i == 0 ? $"scan{mark}" : $"{index.TableCount}{mark}", index.MethodReason.Split("addressed by ").ElementAtOrDefault(1)?.Split(" bits")[0] ?? "",
                i == 0 ? 0 : Figure((double)index.TableBytes / index.TableCount / index.Count), Figure((double)index.TableBytes / index.Count), Figure(made[i]),
                Figure(1e6 * LargeKExperiment.Median(single[i])), Figure(Gain(single, i)), Figure(1e6 * LargeKExperiment.Median(batch[i])), Figure(Gain(batch, i)),
                Search(index, queries).AsSpan().SequenceEqual(expected) ? "yes" : "NO");
        }

        output.Text($"{set}, chosen: {chosen.Method}, {chosen.MethodReason}.");
    }

    private static double Gain(double[][] seconds, int i) => LargeKExperiment.Median([.. seconds[0].Select((scan, round) => scan / seconds[i][round])]);

    private static (double[][] Single, double[][] Batch) Time(List<HammingIndex> indexes, byte[] queries)
    {
        double[][] single = [.. indexes.Select(_ => new double[Rounds])];
        double[][] batch = [.. indexes.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < indexes.Count; i++)
            {
                single[i][round] = SecondsEach(indexes[i], queries, 1);
                batch[i][round] = SecondsEach(indexes[i], queries, Batch);
            }
        }

        return (single, batch);
    }

    // Seconds of processor time a query, so many at a time, over some tenths of a second; all queries take turns.
    private static double SecondsEach(HammingIndex index, byte[] queries, int at)
    {
        var results = new Neighbor[at * Neighbors];
        int groups = queries.Length / index.BytesPerCode / at;
        index.SearchBatch(queries.AsSpan(0, at * index.BytesPerCode), Neighbors, results);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        int searches = 0;
        do
        {
            index.SearchBatch(queries.AsSpan(searches % groups * at * index.BytesPerCode, at * index.BytesPerCode), Neighbors, results);
            searches++;
        }
        while (searches % 8 != 0 || (Environment.CpuUsage.TotalTime - start).TotalSeconds < AtLeastSeconds);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / searches / at;
    }

    private static Neighbor[] Search(HammingIndex index, byte[] queries)
    {
        var results = new Neighbor[queries.Length / index.BytesPerCode * Neighbors];
        index.SearchBatch(queries, Neighbors, results);
        return results;
    }

    private static (HammingIndex Database, byte[] Queries) Random(string set, int count)
    {
        (byte[] codes, byte[] queries) = RandomCodes.Draw(set, count, MostQueries, 64);
        return (HammingIndex.Create(64, codes), queries);
    }

    private static string Figure(double value) => LargeKExperiment.Figure(value);
}
