using System.Globalization;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Candidates of 10⁷ classes: how many of the ten best are found, in what time, with how large an index.</summary>
internal static class CandidateCurve
{
    private const int Rounds = 5;
    private const int Queries = 25;
    private const int ExactQueries = 8;
    private const int Classes = 10_000_000;
    private static readonly int[] ReadBuckets = [1, 4, 16, 32, 64, 256];
    private static readonly int[] RescoredClasses = [1000, 10_000];

    public static void Run(string data, ResultWriter output)
    {
        MachOptions options = LargeKCase.Options(repetitions: 8, buckets: 4096) with { Epochs = 2, Loss = HeadLoss.Softmax, Decoder = DecoderKind.LogSum };
        var trained = new LargeKCase(data, options);
        output.Text("");
        output.Text(string.Create(
            CultureInfo.InvariantCulture, $"Candidates: softmax heads of 4,096 buckets, sums of probabilities (Mean) and of their logarithms (LogSum); {Queries} test rows."));
        output.Text("m: buckets a digit whose lists are read. Rescored: candidates scored exactly, over computed digits.");
        output.Text("Proven: share of the queries whose answer is proven to be that of all classes. Bytes: digits in memory and index, all counted.");
        output.Header("K", "R", "B", "sum", "decoder", "m", "rescored", "ms a query", "slowest ms", "recall@1", "recall@10", "proven", "bytes of digits and index");
        foreach (DecoderKind kind in new[] { DecoderKind.Mean, DecoderKind.LogSum })
        {
            trained.Decoder = new Decoder(kind);
            RunCurve(output, trained, Classes);
        }
    }

    private static void RunCurve(ResultWriter output, LargeKCase trained, int classes)
    {
        Codebook codebook = trained.Extend(classes);
        ushort[][] digits = LargeKCase.Digits<ushort>(codebook);
        var stored = Scorer.Create(codebook, trained.Loss, trained.Decoder, long.MaxValue);
        ScoringScratch scratch = stored.CreateScratch();
        int[][] best = [.. Enumerable.Range(0, Queries).Select(i => LargeKCase.Rank(stored, scratch, trained.Queries[i]))];
        ClassScorer lookup = ((DigitScorer)stored).Lookup;
        float[][][] tables = [.. trained.Queries.Take(ExactQueries).Select(outputs => trained.Tables(codebook, lookup, outputs))];
        (string Name, Func<int, int[]> Rank)[] exact =
        [
            ("obvious gather loop", i => LargeKCase.Gather(digits, tables[i])),
            ("floats, 16-bit digits", i => LargeKCase.Rank(stored, scratch, trained.Queries[i])),
        ];
        foreach ((string name, Func<int, int[]> rank) in exact)
        {
            string time = LargeKExperiment.Figure(1000 * LargeKExperiment.Median(Enumerable.Range(0, Rounds).Select(_ => LargeKExperiment.Measure(rank, ExactQueries))));
            output.Row(classes, codebook.Length, trained.Buckets, trained.Decoder, name, "", classes, time, "", "100.00", "100.00", "100.00", stored.Bytes);
        }

        var computed = Scorer.Create(codebook, trained.Loss, trained.Decoder, mostDigitBytes: 0);
        Scorer candidates = computed.With(new CandidateSearch(1));
        foreach ((int buckets, int rescored) in from buckets in ReadBuckets from rescored in RescoredClasses select (buckets, rescored))
        {
            candidates = candidates.With(new CandidateSearch(buckets, rescored));
            RunPoint(output, trained, candidates, best);
        }
    }

    private static void RunPoint(ResultWriter output, LargeKCase trained, Scorer candidates, int[][] best)
    {
        ScoringScratch scratch = candidates.CreateScratch();
        int[][] found = [.. Enumerable.Range(0, Queries).Select(i => LargeKCase.Rank(candidates, scratch, trained.Queries[i]))];
        double first = found.Zip(best).Average(pair => pair.First[0] == pair.Second[0] ? 1.0 : 0);
        double recall = found.Zip(best).Average(pair => pair.First.Intersect(pair.Second).Count() / (double)LargeKCase.Top);
        double proven = scratch.Proven / (double)Queries;
        double[][] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Enumerable.Range(0, Queries).Select(i =>
            LargeKExperiment.Measure(_ => LargeKCase.Rank(candidates, scratch, trained.Queries[i]), 1)).ToArray())];
        double[] queries = [.. Enumerable.Range(0, Queries).Select(i => LargeKExperiment.Median(rounds.Select(round => round[i])))];
        CandidateSearch search = candidates.Search!.Value;
        output.Row(
            candidates.Classes, trained.Repetitions, trained.Buckets, trained.Decoder, "candidates", search.Buckets, search.Rescored,
            LargeKExperiment.Figure(1000 * queries.Average()),
            LargeKExperiment.Figure(1000 * queries.Max()), ResultWriter.Percent(first), ResultWriter.Percent(recall), ResultWriter.Percent(proven), candidates.Bytes);
    }
}
