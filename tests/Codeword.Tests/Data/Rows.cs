using System.Globalization;
using System.Text;
using Codeword.Data;

namespace Codeword.Tests.Data;

/// <summary>Reads data given as text in a test, and writes rows so that they can be compared at a glance.</summary>
internal static class Rows
{
    public static ExampleSource Source(DataFormat format, string text) => Source(format, Encoding.UTF8.GetBytes(text));

    public static ExampleSource Source(DataFormat format, byte[] bytes) => ExampleSource.FromStream(new MemoryStream(bytes), "data", format);

    /// <summary>Each row as <c>labels|index:value …|text</c>.</summary>
    public static string[] Read(DataFormat format, string text) => Read(Source(format, text));

    public static string[] Read(ExampleSource source)
    {
        var rows = new List<string>();
        using ExampleReader reader = source.Open();
        while (reader.Read())
        {
            rows.Add(Describe(reader.Current));
        }

        return [.. rows];
    }

    public static string Describe(Example row)
    {
        var features = new List<string>();
        for (int i = 0; i < row.FeatureCount; i++)
        {
            features.Add(string.Create(CultureInfo.InvariantCulture, $"{(row.Features.IsDense ? i : row.Features.Indices[i])}:{row.Features.Values[i]}"));
        }

        return $"{string.Join(',', row.Labels)}|{string.Join(' ', features)}|{row.Text}";
    }

    /// <summary>The one fault in the data, as its whole message.</summary>
    public static string Fault(DataFormat format, string text) => Fault(format, Encoding.UTF8.GetBytes(text));

    public static string Fault(DataFormat format, byte[] bytes) =>
        Assert.Single(DataReport.Inspect(Source(format, bytes)).Faults).Message;
}
