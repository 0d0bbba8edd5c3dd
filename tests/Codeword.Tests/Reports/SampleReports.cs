using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Reports;
using Codeword.Tests.Data;

namespace Codeword.Tests.Reports;

/// <summary>Models whose predictions are plain to see, and reports of them.</summary>
internal static class SampleReports
{
    public static readonly LibsvmFormat Format = new() { IndexBase = IndexBase.Zero };

    /// <summary>Feature j says class j: ranks for feature 0 are 0 1 2 …, for feature 1 they are 1 0 2 …, and so on. Class i has i + 1 training rows.</summary>
    public static Classifier OneVsAll(params string[] names) => Of(names, new Codebook([new IdentityColumn(names.Length)]), (weights, i) => weights.Row(i)[i] = 4);

    /// <summary>Any digits, of heads that say nothing.</summary>
    public static Classifier Silent(string[] names, params DigitColumn[] columns) => Of(names, new Codebook(columns), (_, _) => { });

    public static Report Report(Classifier classifier, string rows, ReportOptions? options = null) =>
        Codeword.Reports.Report.Of(classifier, Rows.Source(Format, rows), options ?? new ReportOptions { Cutoffs = [1, 2] });

    /// <summary>One row for each class i, of feature i alone; of one-vs-all all are right.</summary>
    public static string RowEach(int classes) => string.Concat(Enumerable.Range(0, classes).Select(i => $"class{i} {i}:1\n"));

    public static string[] Names(int classes) => [.. Enumerable.Range(0, classes).Select(i => $"class{i}")];

    public static string Html(Report report) => TextOf(report.WriteHtml);

    public static JsonElement Json(Report report) => JsonDocument.Parse(TextOf(report.WriteJson)).RootElement;

    private static string TextOf(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Classifier Of(string[] names, Codebook codebook, Action<WeightMatrix, int> fill)
    {
        var weights = new WeightMatrix(names.Length + 1, (int)codebook.Outputs);
        for (int i = 0; i < names.Length; i++)
        {
            fill(weights, i);
        }

        var info = new ModelInfo
        {
            Method = "ova",
            Options = new Dictionary<string, string>(),
            TrainingRows = names.Length,
            IsMultiLabel = false,
            Format = Format,
            Validation = new Dictionary<string, double>(),
        };
        return new Classifier(new Model(
            info, LabelSet.Create(names), [.. Enumerable.Range(1, names.Length).Select(i => (long)i)], codebook,
            new Heads(HeadLoss.Logistic, new InputTransform(names.Length, 1, false, 0), [new HeadGroup(weights, null)]),
            new Decoder(DecoderKind.LogitSum), new ProbabilityMap(true, 1, 0), null));
    }
}
