using System.Text.Json;
using Codeword.Novelty;

namespace Codeword.Cli.Commands;

/// <summary>A rule of novelty as JSON.</summary>
internal static class NoveltyText
{
    public static void Write(Utf8JsonWriter json, NoveltyRule rule, bool isStored)
    {
        json.WriteStartObject("novelty");
        json.WriteString("score", rule.Score.ToString());
        if (float.IsFinite(rule.Threshold))
        {
            json.WriteNumber("threshold", rule.Threshold);
        }
        else
        {
            json.WriteNull("threshold");
        }

        json.WriteNumber("falseAlarms", rule.FalseAlarms);
        json.WriteNumber("rows", rule.Rows);
        json.WriteBoolean("isStored", isStored);
        json.WriteEndObject();
    }
}
