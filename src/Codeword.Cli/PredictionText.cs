using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Appends the line, or the lines, of one row.</summary>
internal delegate void PredictionWriter(StringBuilder output, InputRow row, PredictionResult prediction, LabelSet labels);

/// <summary>Predictions as lines.</summary>
internal static class PredictionText
{
    /// <summary><c>label ⇥ probability ⇥ label ⇥ probability …</c>, best first; an empty line for a row without a label, and for each line that holds no row.</summary>
    public static void WriteFields(StringBuilder output, InputRow row, PredictionResult prediction, LabelSet labels)
    {
        output.Append('\n', row.BlankLinesBefore);
        WriteTop(output, prediction.Top, labels);
    }

    /// <summary><c>novelty ⇥ known|novel</c>, and then the labels as <see cref="WriteFields"/> has them.</summary>
    public static void WriteNovelty(StringBuilder output, InputRow row, PredictionResult prediction, LabelSet labels)
    {
        output.Append('\n', row.BlankLinesBefore)
            .Append(CultureInfo.InvariantCulture, $"{prediction.Novelty:0.######}\t{(prediction.IsNovel ? "novel" : "known")}{(prediction.Top.IsEmpty ? "" : "\t")}");
        WriteTop(output, prediction.Top, labels);
    }

    private static void WriteTop(StringBuilder output, ReadOnlySpan<Prediction> top, LabelSet labels)
    {
        for (int i = 0; i < top.Length; i++)
        {
            output.Append(i == 0 ? "" : "\t").Append(EscapedText.Of(labels[top[i].Label]))
                .Append(CultureInfo.InvariantCulture, $"\t{top[i].Probability:F6}");
        }

        output.Append('\n');
    }

    /// <summary><c>{"line":n,"novelty":…,"novel":…,"top":[{"label":…,"score":…,"probability":…},…]}</c>.</summary>
    public static void WriteJson(StringBuilder output, InputRow row, PredictionResult prediction, LabelSet labels)
    {
        ReadOnlySpan<Prediction> top = prediction.Top;
        string novelty = float.IsFinite(prediction.Novelty) ? prediction.Novelty.ToString(CultureInfo.InvariantCulture) : "null";
        output.Append(CultureInfo.InvariantCulture, $"{{\"line\":{row.Line},\"novelty\":{novelty},\"novel\":{(prediction.IsNovel ? "true" : "false")},\"top\":[");
        for (int i = 0; i < top.Length; i++)
        {
            JsonEncodedText label = JsonEncodedText.Encode(labels[top[i].Label], JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            string score = float.IsFinite(top[i].Score) ? top[i].Score.ToString(CultureInfo.InvariantCulture) : "null";
            output.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture, $"{{\"label\":\"{label}\",\"score\":{score},\"probability\":{top[i].Probability}}}");
        }

        output.Append("]}\n");
    }
}
