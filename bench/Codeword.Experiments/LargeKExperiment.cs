using System.Globalization;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>
/// Decoding for 10⁴ to 10⁷ classes on one thread: all classes, by the obvious loop, in floats, in bytes and over computed hashes; and candidates, as a curve of recall
/// against time. Each figure is the median of rounds, in each of which all decoders and a plain read of memory take turns.
/// </summary>
internal static class LargeKExperiment
{
    private const int Rounds = 5;
    private const int LeastQueries = 8;
    private const long MemoryBytes = 1L << 28;
    private static readonly int[] ClassCounts = [10_000, 100_000, 1_000_000, 10_000_000];

    public static void Run(string data, ResultWriter output, bool candidatesAlone)
    {
        if (!candidatesAlone)
        {
            RunExact(data, output);
        }

        CandidateCurve.Run(data, output);
    }

    private static void RunExact(string data, ResultWriter output)
    {
        output.Text("Outputs are those of heads trained on wordnet (hashed digits, inputs hashed to 4,096 rows, no refit) for test rows; its hash functions give digits to");
        output.Text(string.Create(
            CultureInfo.InvariantCulture,
            $"K classes, the first 4,557 of which are its own. The {LargeKCase.Top} best are asked for; one thread; processor time, medians of {Rounds} rounds."));
        output.Text($"A plain read sums an array of {MemoryBytes >> 20} MB by 512 bits, or one of as many bytes as the digits have, in the same round.");
        output.Header(
            "K", "R", "B", "decoder", "ms a query", "million classes/s", "GB/s of digits", "% of a plain read of memory", "% of a plain read of as many bytes", "bytes in memory",
            "same as the obvious");
        foreach ((int repetitions, int buckets) in new[] { (16, 64), (8, 256) })
        {
            var trained = new LargeKCase(data, LargeKCase.Options(repetitions, buckets) with { Epochs = 3 });
            Array.ForEach(ClassCounts, classes => RunAll(output, trained, classes));
        }
    }

    private static void RunAll(ResultWriter output, LargeKCase trained, int classes)
    {
        Codebook codebook = trained.Extend(classes);
        byte[][] digits = LargeKCase.Digits<byte>(codebook);
        var stored = Scorer.Create(codebook, trained.Loss, trained.Decoder, long.MaxValue);
        var computed = Scorer.Create(codebook, trained.Loss, trained.Decoder, mostDigitBytes: 0);
        ClassScorer lookup = ((DigitScorer)stored).Lookup;
        float[][][] tables = [.. trained.Queries.Select(outputs => trained.Tables(codebook, lookup, outputs))];
        ScoringScratch scratch = stored.CreateScratch();
        ScoringScratch other = computed.CreateScratch();
        (string Name, long Bytes, Func<int, int[]> Rank)[] decoders =
        [
            ("obvious gather loop", (long)classes * codebook.Length, i => LargeKCase.Gather(digits, tables[i])),
            ("floats", stored.Bytes, i => RankFloats(trained, stored, scratch, i, 0)),
            ("floats, with ln Σ exp for probabilities", stored.Bytes, i => RankFloats(trained, stored, scratch, i, 0.5f)),
            ("24-bit steps, with ln Σ exp for probabilities", stored.Bytes, i => LargeKCase.Rank(stored, scratch, trained.Queries[i], 0.5f)),
            ("bytes, then floats", stored.Bytes, i => LargeKCase.Rank(stored, scratch, trained.Queries[i])),
            ("floats over computed hashes", computed.Bytes, i => LargeKCase.Rank(computed, other, trained.Queries[i])),
        ];
        double[][] seconds = [.. decoders.Select(_ => new double[Rounds])];
        double[] memory = new double[Rounds];
        double[] asMany = new double[Rounds];
        var whole = new PlainRead(MemoryBytes);
        var part = new PlainRead((long)classes * codebook.Length);
        int queries = Math.Clamp(4_000_000 / classes, LeastQueries, trained.Queries.Length);
        for (int round = 0; round < Rounds; round++)
        {
            memory[round] = whole.BytesPerSecond(1);
            asMany[round] = part.BytesPerSecond(5);
            for (int d = 0; d < decoders.Length; d++)
            {
                seconds[d][round] = Measure(decoders[d].Rank, queries);
            }
        }

        for (int d = 0; d < decoders.Length; d++)
        {
            double median = Median(seconds[d]);
            double rate = (double)classes * codebook.Length / median;
            bool same = Enumerable.Range(0, queries).All(i => decoders[d].Rank(i).SequenceEqual(decoders[0].Rank(i)));
            bool reads = decoders[d].Bytes > 0;
            output.Row(
                classes, codebook.Length, trained.Buckets, decoders[d].Name, Figure(1000 * median), Figure(classes / median / 1e6), reads ? Figure(rate / 1e9) : "",
                reads ? Figure(100 * rate / Median(memory)) : "", reads ? Figure(100 * rate / Median(asMany)) : "", decoders[d].Bytes, same ? "yes" : "NO");
        }
    }

    private static int[] RankFloats(LargeKCase trained, Scorer scorer, ScoringScratch scratch, int query, float logSumScale)
    {
        int[] labels = new int[LargeKCase.Top];
        var top = new TopK(labels, new float[LargeKCase.Top]);
        scorer.Prepare(trained.Queries[query], scratch);
        ((DigitScorer)scorer).Lookup.RankFloats(trained.Decoder, scratch.Tables, ref top, logSumScale, scratch.Floats);
        top.Sort();
        return labels;
    }

    /// <summary>Seconds of processor time a query.</summary>
    public static double Measure(Func<int, int[]> rank, int queries)
    {
        if (queries > 1)
        {
            rank(0);
        }

        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < queries; i++)
        {
            rank(i);
        }

        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / queries;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    public static string Figure(double value) => value.ToString(value < 10 ? "F2" : value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
