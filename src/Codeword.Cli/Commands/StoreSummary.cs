using Codeword.Data;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints of an example store.</summary>
internal sealed class StoreSummary(ExampleStore store, string path)
{
    /// <summary>File, rows, labels and features, a line each.</summary>
    public TextTable Facts() => TextTable.OfPairs()
        .Add("file", $"{path}, {MemoryForecast.Format(store.Length)}")
        .Add("rows", Figures.Count(store.Examples.Count))
        .Add("labels", Figures.Count(store.Examples.Labels.Count))
        .Add("features", $"{Figures.Count(store.Examples.FeatureCount)}, {Figures.Count(store.Examples.NonZeros)} values");

    public void WriteTables(Session session) => Facts()
        .Add("labels a row", store.Examples.IsMultiLabel ? "any number" : "one")
        .Add("made of", store.Featurizer is { } text ? $"text: {Text(text.Options)}" : "features")
        .WriteTo(session);

    public void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        json.WriteNumber("bytes", store.Length);
        json.WriteNumber("rows", store.Examples.Count);
        json.WriteNumber("labels", store.Examples.Labels.Count);
        json.WriteNumber("features", store.Examples.FeatureCount);
        json.WriteNumber("values", store.Examples.NonZeros);
        json.WriteBoolean("isMultiLabel", store.Examples.IsMultiLabel);
        json.WriteString("text", store.Featurizer is { } text ? Text(text.Options) : null);
    });

    // As a record names its values, without the braces.
    private static string Text(TextFeaturizerOptions options) => options.ToString()[(nameof(TextFeaturizerOptions).Length + " { ".Length)..^" }".Length];
}
