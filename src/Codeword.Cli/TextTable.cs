using Spectre.Console;

namespace Codeword.Cli;

/// <summary>Tables for people: heads underlined on a terminal, plain columns elsewhere, never wrapped. Cells are texts, never markup.</summary>
internal sealed class TextTable
{
    private const int Unbounded = 10_000;
    private readonly Table _table = new();

    /// <param name="columns">The heads; the first column is aligned left, the others right.</param>
    public TextTable(params IEnumerable<string> columns)
    {
        foreach (string column in columns)
        {
            _table.AddColumn(new TableColumn(new Text(column)) { NoWrap = true, Alignment = _table.Columns.Count == 0 ? Justify.Left : Justify.Right });
        }
    }

    /// <summary>A table of names and values, without heads, both aligned left.</summary>
    public static TextTable OfPairs()
    {
        var table = new TextTable("", "");
        table._table.HideHeaders();
        table._table.Columns[1].Alignment = Justify.Left;
        return table;
    }

    public TextTable Add(params IEnumerable<string> cells)
    {
        _table.AddRow([.. cells.Select(cell => new Text(EscapedText.Of(cell)))]);
        return this;
    }

    /// <summary>Prints tables with a blank line between them.</summary>
    public static void Write(Session session, IReadOnlyList<TextTable> tables)
    {
        for (int i = 0; i < tables.Count; i++)
        {
            session.Output.Write(i > 0 ? session.Output.NewLine : "");
            tables[i].WriteTo(session);
        }
    }

    public void WriteTo(Session session)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Unbounded;
        console.Profile.Capabilities.Unicode = true;
        _table.Border = session.OutputIsTerminal && _table.ShowHeaders ? TableBorder.Simple : TableBorder.None;
        console.Write(_table);
        foreach (string line in text.ToString().Trim('\n', '\r').Split('\n'))
        {
            session.Output.WriteLine(line.TrimEnd());
        }
    }
}
