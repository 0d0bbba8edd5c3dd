using System.Diagnostics;
using System.Globalization;
using Codeword.Retrieval;

namespace Codeword.Experiments;

/// <summary>
/// Codeword's side of bench/faiss: makes files of codes, answers queries for faiss to be held against, and times searches. What is printed is for bench/faiss/race.py.
/// </summary>
internal static class FaissExperiment
{
    private const int Queries = 256;
    private const int Batch = 64;
    private const int Checked = 32;
    private const double AtLeastSeconds = 1;
    private const long MemoryBytes = 1L << 28;

    /// <param name="folder">Where the files are.</param>
    /// <param name="arguments"><c>make set N bits</c>; <c>check</c>; <c>time threads k scan|tables</c>; <c>read threads</c>.</param>
    public static void Run(string folder, string[] arguments)
    {
        switch (arguments[0])
        {
            case "make":
                Make(folder, arguments[1], Number(arguments[2]), Number(arguments[3]));
                break;
            case "check":
                Check(folder);
                break;
            case "time":
                Time(folder, Number(arguments[1]), Number(arguments[2]), arguments[3] == "tables" ? HammingMethod.Tables : HammingMethod.Scan);
                break;
            case "read":
                PlainReads(Number(arguments[1]));
                break;
            default:
                throw new ArgumentException($"There is no step \"{arguments[0]}\".");
        }
    }

    private static void Make(string folder, string set, int count, int bits)
    {
        (byte[] codes, byte[] queries) = RandomCodes.Draw(set, count, Queries, bits);
        FaissFile.Write(HammingIndex.Create(bits, codes), Path.Combine(folder, "codes.faiss"));
        FaissFile.Write(HammingIndex.Create(bits, queries), Path.Combine(folder, "queries.faiss"));
    }

    // What faiss wrote is read, written again, and searched: a line a query, of the ids and distances of ten.
    private static void Check(string folder)
    {
        using HammingIndex index = FaissFile.Read(Path.Combine(folder, "theirs.faiss"));
        FaissFile.Write(index, Path.Combine(folder, "back.faiss"));
        byte[] queries = CodesOf(Path.Combine(folder, "queries.faiss"));
        var results = new Neighbor[10];
        using var writer = new StreamWriter(Path.Combine(folder, "found.txt"));
        for (int q = 0; q < Checked; q++)
        {
            int found = index.Search(queries.AsSpan(q * index.BytesPerCode, index.BytesPerCode), results);
            writer.WriteLine(string.Join(' ', results.Take(found).Select(neighbor => $"{neighbor.Id}:{neighbor.Distance}")));
        }
    }

    private static void Time(string folder, int threads, int neighbors, HammingMethod method)
    {
        using HammingIndex read = FaissFile.Read(Path.Combine(folder, "codes.faiss"));
        using HammingIndex index = read.With(method);
        byte[] queries = CodesOf(Path.Combine(folder, "queries.faiss"));
        foreach (int at in new[] { 1, Batch })
        {
            double rate = InThreads(threads, (thread, step) => Search(index, queries, at, neighbors, (step * threads) + thread)) * at;
            Print(at == 1 ? "single" : "batch", rate);
        }

        Print("bytes", index.Bytes + index.TableBytes);
    }

    private static void Search(HammingIndex index, byte[] queries, int at, int neighbors, int step)
    {
        int bytes = at * index.BytesPerCode;
        Neighbor[] results = System.Buffers.ArrayPool<Neighbor>.Shared.Rent(at * neighbors);
        index.SearchBatch(queries.AsSpan(step % (queries.Length / bytes) * bytes, bytes), neighbors, results);
        System.Buffers.ArrayPool<Neighbor>.Shared.Return(results);
    }

    private static void PlainReads(int threads)
    {
        PlainRead[] reads = [.. Enumerable.Range(0, threads).Select(_ => new PlainRead(MemoryBytes))];
        Print("read", InThreads(threads, (thread, _) => reads[thread].Once()) * MemoryBytes);
    }

    // Steps a second of all threads together, by the clock; the first second of each thread is not counted: theirs.py leaves out as much.
    private static double InThreads(int threads, Action<int, int> step)
    {
        long[] steps = new long[threads];
        double[] seconds = new double[threads];
        using var barrier = new Barrier(threads);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            For(thread, step);
            barrier.SignalAndWait();
            (steps[thread], seconds[thread]) = For(thread, step);
        }))];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        return steps.Select((count, thread) => count / seconds[thread]).Sum();
    }

    private static (long Steps, double Seconds) For(int thread, Action<int, int> step)
    {
        long start = Stopwatch.GetTimestamp();
        long steps = 0;
        while (steps == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < AtLeastSeconds)
        {
            step(thread, (int)steps);
            steps++;
        }

        return (steps, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static byte[] CodesOf(string path)
    {
        using HammingIndex index = FaissFile.Read(path);
        byte[] codes = new byte[index.Count * index.BytesPerCode];
        for (int id = 0; id < index.Count; id++)
        {
            index.TryGetCode(id, codes.AsSpan(id * index.BytesPerCode));
        }

        return codes;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what},{value}"));
}
