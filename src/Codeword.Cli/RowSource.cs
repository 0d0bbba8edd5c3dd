using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>Rows to be read once, one after the other.</summary>
/// <param name="Rows">The rows; enumerating them reads.</param>
/// <param name="MostAhead">How many may be read before they are taken.</param>
internal sealed record RowSource(IEnumerable<InputRow> Rows, int MostAhead)
{
    private const int MostRows = 8192;
    private const int MostDenseValues = 1 << 24;

    /// <summary>The rows of data.</summary>
    public static RowSource Of(ExampleSource source) => new(
        Read(source), source.Format is NpyFormat { Columns: { } columns and > 0 } ? Math.Clamp(MostDenseValues / columns, 1, MostRows) : MostRows);

    /// <summary>Codes.</summary>
    /// <param name="reader">The codes, disposed at their end.</param>
    /// <param name="isLines">Whether a line is a code.</param>
    public static RowSource Of(CodeReader reader, bool isLines) => new(Read(reader, isLines), MostRows);

    private static IEnumerable<InputRow> Read(ExampleSource source)
    {
        using ExampleReader reader = source.Open();
        bool lineIsRow = source.Format is LibsvmFormat or TextFormat or JsonLinesFormat;
        long last = 0;
        while (reader.Read())
        {
            int blank = lineIsRow ? (int)(reader.Current.Line - last - 1) : 0;
            last = reader.Current.Line;
            yield return InputRow.Of(reader.Current, blank);
        }
    }

    private static IEnumerable<InputRow> Read(CodeReader codes, bool isLines)
    {
        using CodeReader reader = codes;
        for (long last = 0; reader.Read(); last = reader.Line)
        {
            yield return InputRow.Of(reader, isLines ? (int)(reader.Line - last - 1) : 0);
        }
    }
}
