using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>What every decoder makes of one model's outputs on some rows: shares of rows whose label it names first.</summary>
internal sealed record CodeMeasures
{
    public int UniqueCodes { get; init; }

    public int? MinimumDistance { get; init; }

    public double Exact { get; init; }

    public double Hamming { get; init; }

    public double Soft { get; init; }

    public double Table { get; init; }

    /// <summary>Rows on which the table names another class than minimum Hamming distance does.</summary>
    public int TableDiffers { get; init; }

    /// <summary>Share of rows with more than one nearest code.</summary>
    public double Ties { get; init; }

    /// <summary>Share of bits that differ from those of the row's class.</summary>
    public double WrongBits { get; init; }

    /// <summary>The best of the decoders.</summary>
    public double Best => Math.Max(Math.Max(Exact, Hamming), Soft);

    /// <summary>Rows named right by a real-valued head.</summary>
    public static double Real(Classifier model, ExampleSet rows)
    {
        Predictor predictor = model.CreatePredictor();
        return Enumerable.Range(0, rows.Count).Average(row =>
            predictor.Predict(rows.Row(row)).Top is [var first, ..] && rows.LabelsOf(row).Contains(first.Label) ? 1.0 : 0);
    }

    public static CodeMeasures Of(Classifier model, ExampleSet rows)
    {
        BinaryCodes codes = model.Codebook.Bits!;
        var reader = new HeadReader(model.Model.Heads);
        float[][] outputs = [.. Enumerable.Range(0, rows.Count).Select(row => reader.Outputs(rows.Row(row)))];
        int[] exact = First(model.Model, DecoderKind.Exact, outputs), hamming = First(model.Model, DecoderKind.Hamming, outputs);
        int[] soft = First(model.Model, DecoderKind.LogSum, outputs), table = First(model.Model, DecoderKind.Table, outputs);
        var nearest = new HammingScorer(codes);
        ScoringScratch scratch = nearest.CreateScratch();
        int ties = 0;
        long wrong = 0;
        for (int row = 0; row < outputs.Length; row++)
        {
            nearest.Prepare(outputs[row], scratch);
            ties += nearest.NearestCount(scratch, out _) > 1 ? 1 : 0;
            LabelId truth = rows.LabelsOf(row) is [var own, ..] ? own : default;
            wrong += Enumerable.Range(0, codes.Bits).Count(bit => codes[truth.Value, bit] != outputs[row][bit] > 0);
        }

        var report = BinaryCodeReport.Of(codes);
        return new CodeMeasures
        {
            UniqueCodes = report.UniqueCodes,
            MinimumDistance = report.MinimumDistance,
            Exact = Hits(exact, rows),
            Hamming = Hits(hamming, rows),
            Soft = Hits(soft, rows),
            Table = Hits(table, rows),
            TableDiffers = hamming.Zip(table).Count(pair => pair.First != pair.Second),
            Ties = (double)ties / rows.Count,
            WrongBits = (double)wrong / rows.Count / codes.Bits,
        };
    }

    private static int[] First(Model model, DecoderKind kind, float[][] outputs)
    {
        var scorer = Scorer.Create(model.Codebook, model.Heads.Loss, new Decoder(kind));
        ScoringScratch scratch = scorer.CreateScratch();
        int[] labels = new int[1];
        float[] scores = new float[1];
        return [.. outputs.Select(row =>
        {
            scorer.Prepare(row, scratch);
            var top = new TopK(labels, scores);
            scorer.Rank(scratch, ref top, 0);
            return top.Sort() > 0 ? labels[0] : -1;
        })];
    }

    private static double Hits(int[] named, ExampleSet rows) =>
        named.Where((label, row) => label >= 0 && rows.LabelsOf(row).Contains(new LabelId(label))).Count() / (double)rows.Count;
}
