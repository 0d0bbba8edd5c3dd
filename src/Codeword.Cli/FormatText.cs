using Codeword.Data;

namespace Codeword.Cli;

/// <summary>A data format in a few words.</summary>
internal static class FormatText
{
    /// <summary>Describes a format.</summary>
    /// <param name="found">The format as it turned out to be.</param>
    /// <param name="given">The format as it was given: what it left open was assumed.</param>
    public static string Of(DataFormat found, DataFormat given) => found switch
    {
        LibsvmFormat libsvm => $"libsvm, indices from {(libsvm.IndexBase == IndexBase.Zero ? 0 : 1)}"
            + (given is LibsvmFormat { IndexBase: IndexBase.Auto } ? " (assumed)" : ""),
        DelimitedFormat delimited => Columns(delimited.Name, delimited.TextColumns, delimited.LabelColumn),
        JsonLinesFormat { FeaturesProperty: { } features } lines => Columns("jsonl", [features], lines.LabelProperty, "features"),
        JsonLinesFormat lines => Columns("jsonl", lines.TextProperties, lines.LabelProperty),
        NpyFormat => "npy, " + (given is NpyFormat { Labels: { } labels } ? $"labels in {labels}" : "no labels"),
        TextFormat text => $"text, labels with {text.LabelPrefix}",
        _ => found.Name,
    };

    private static string Columns(string name, IReadOnlyList<string> inputs, string? labels, string kind = "text") =>
        $"{name}, {kind} in {string.Join(" and ", inputs)}, "
        + (labels is null ? "no labels" : $"label in {labels}");
}
