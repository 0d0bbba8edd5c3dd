using System.Text.Json;
using Codeword.Models;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints of an encoder: its layers and how wide they are.</summary>
internal static class EncoderText
{
    public static string Of(Encoder? encoder) => encoder switch
    {
        null => "none: heads are linear in the features",
        BranchedEncoder branched => $"{Figures.Count(branched.Branches.Count)} of their own for the heads, each: {Layers(branched.Branches[0])}; {Weights(encoder)}",
        LayeredEncoder layered => $"{Layers(layered)}; {Weights(encoder)}",
        _ => $"{encoder.GetType().Name}, {Figures.Count(encoder.Outputs, "output")}; {Weights(encoder)}",
    };

    public static void Write(Utf8JsonWriter json, Encoder? encoder)
    {
        if (encoder is null)
        {
            json.WriteNull("encoder");
            return;
        }

        json.WriteStartObject("encoder");
        json.WriteNumber("outputs", encoder.Outputs);
        json.WriteNumber("weights", encoder.WeightCount);
        json.WriteNumber("branches", encoder.Parts);
        json.WriteArray("layers", First(encoder)?.Layers ?? [], layer =>
        {
            json.WriteNumber("inputs", layer.Weights.Rows - 1);
            json.WriteNumber("outputs", layer.Weights.Columns);
            json.WriteBoolean("isRectified", layer.IsRectified);
        });
        json.WriteEndObject();
    }

    // All branches have the same layers.
    private static LayeredEncoder? First(Encoder encoder) => (encoder as BranchedEncoder)?.Branches[0] ?? encoder as LayeredEncoder;

    private static string Layers(LayeredEncoder encoder) => $"{Kind(encoder)}, {Figures.Count(encoder.Inputs - 1)} features -> "
        + (encoder.Hash is { } hash ? $"hashed to {Figures.Count(hash.Buckets)} -> " : "") + string.Join(" -> ", encoder.Layers.Select(Width));

    private static string Kind(LayeredEncoder encoder) => encoder.Layers.Any(layer => layer.IsRectified) ? "multi-layer perceptron" : "embedding bag";

    private static string Width(EncoderLayer layer) => Figures.Count(layer.Weights.Columns) + (layer.IsRectified ? " rectified" : "");

    private static string Weights(Encoder encoder) => Figures.Count(encoder.WeightCount, "weight");
}
