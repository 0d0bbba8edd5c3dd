using System.Globalization;
using System.Text.Json;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Cli.Commands;

/// <summary>How a model makes probabilities of scores, in words and in JSON.</summary>
internal static class ProbabilityText
{
    private static readonly float[] Shown = [0.1f, 0.25f, 0.5f, 0.75f, 0.9f];

    /// <summary>The map's formula, and what the curve, if there is one, makes of a few probabilities.</summary>
    public static string Of(Model model)
    {
        ProbabilityMap map = model.Probabilities;
        string formula = FormattableString.Invariant(
            map.IsSoftmax ? $"softmax({map.Scale:G5}·score)" : (FormattableString)$"sigmoid({map.Scale:G5}·score + {map.Offset:G5})");
        return model.Curve is { } curve
            ? $"{formula}, then a curve of {Figures.Count(curve.Given.Length, "knot")}: "
                + string.Join(", ", Shown.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p} to {curve.Of(p):F3}")))
            : formula;
    }

    public static void Write(Utf8JsonWriter json, Model model)
    {
        json.WriteStartObject("probability");
        json.WriteString("map", model.Probabilities.IsSoftmax ? "softmax" : "sigmoid");
        json.WriteNumber("scale", model.Probabilities.Scale);
        json.WriteNumber("offset", model.Probabilities.Offset);
        if (model.Curve is { } curve)
        {
            Write(json, "curveGiven", curve.Given);
            Write(json, "curveCalibrated", curve.Calibrated);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
