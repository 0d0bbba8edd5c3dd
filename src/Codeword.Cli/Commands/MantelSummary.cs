using System.Globalization;
using System.Text.Json;
using Codeword.Taxonomy;

namespace Codeword.Cli.Commands;

/// <summary>What <c>codes tree --against</c> prints: Mantel's test of the model's codes and of random ones.</summary>
internal sealed class MantelSummary(MantelTest codes, MantelTest control)
{
    public void Write(Session session, bool json)
    {
        if (json)
        {
            JsonLine.Write(session.Output, WriteJson);
            return;
        }

        TextTable.OfPairs().Add("classes compared", Figures.Count(codes.Classes)).WriteTo(session);
        session.Output.WriteLine();
        new TextTable("", "codes", "random codes")
            .Add("correlation with real-valued distances", Text(codes.Correlation), Text(control.Correlation))
            .Add("chance of one as large", P(codes), P(control))
            .WriteTo(session);
    }

    private static string P(MantelTest test) => test.P.ToString("F3", CultureInfo.InvariantCulture);

    // What is not defined, for want of pairs that differ, has no number.
    private static string Text(double value) => double.IsNaN(value) ? "-" : Figures.Ratio(value);

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("classes", codes.Classes);
        foreach ((string name, MantelTest test) in new[] { ("codes", codes), ("randomCodes", control) })
        {
            json.WriteStartObject(name);
            if (!double.IsNaN(test.Correlation))
            {
                json.WriteNumber("correlation", test.Correlation);
            }

            json.WriteNumber("p", test.P);
            json.WriteEndObject();
        }
    }
}
