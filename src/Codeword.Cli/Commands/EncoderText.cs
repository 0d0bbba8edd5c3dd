using System.Text.Json;
using Codeword.Models;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints of an encoder: its layers and how wide they are.</summary>
internal static class EncoderText
{
    public static string Of(Encoder? encoder) => encoder switch
    {
        null => "none: heads are linear in the features",
        LayeredEncoder layered => $"{Kind(layered)}, {Figures.Count(layered.Layers[0].Weights.Rows - 1)} features -> "
            + $"{string.Join(" -> ", layered.Layers.Select(Width))}; {Figures.Count(layered.WeightCount, "weight")}",
        _ => $"{encoder.GetType().Name}, {Figures.Count(encoder.Outputs, "output")}; {Figures.Count(encoder.WeightCount, "weight")}",
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
        json.WriteArray("layers", (encoder as LayeredEncoder)?.Layers ?? [], layer =>
        {
            json.WriteNumber("inputs", layer.Weights.Rows - 1);
            json.WriteNumber("outputs", layer.Weights.Columns);
            json.WriteBoolean("isRectified", layer.IsRectified);
        });
        json.WriteEndObject();
    }

    private static string Kind(LayeredEncoder encoder) => encoder.Layers.Any(layer => layer.IsRectified) ? "multi-layer perceptron" : "embedding bag";

    private static string Width(EncoderLayer layer) => Figures.Count(layer.Weights.Columns) + (layer.IsRectified ? " rectified" : "");
}
