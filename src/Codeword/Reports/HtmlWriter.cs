using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Codeword.Reports;

/// <summary>Writes elements of HTML. Texts are escaped, and kept apart from what stands around them whichever way they run; names of elements and attributes are ours.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes markup as it is.</summary>
    public void Markup(string markup) => output.Write(markup);

    /// <summary>Writes a text, escaped.</summary>
    public void Text(string text) => Encoder.Encode(output, text);

    /// <summary>Writes an element with a text in it.</summary>
    /// <param name="name">The element, with its attributes.</param>
    /// <param name="text">The text.</param>
    public void Element(string name, string text)
    {
        output.Write($"<{name}>");
        Text(text);
        output.Write($"</{name.Split(' ')[0]}>\n");
    }

    /// <summary>Writes a table; the first cell of a row is its head.</summary>
    /// <param name="caption">What it tells.</param>
    /// <param name="columns">The heads of the columns; those that begin with # hold numbers.</param>
    /// <param name="rows">The cells, as many a row as there are columns.</param>
    public void Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        OpenTable(caption);
        Markup("<thead><tr>");
        foreach (string column in columns)
        {
            Element(IsNumber(column) ? "th scope=\"col\" class=\"number\"" : "th scope=\"col\"", column.TrimStart('#'));
        }

        Markup("</tr></thead>\n");
        WriteRows(columns, rows);
    }

    /// <summary>Writes a table of names and values.</summary>
    public void Facts(string caption, IEnumerable<Fact> facts)
    {
        OpenTable(caption);
        WriteRows(["", ""], facts.Select(fact => new[] { fact.Name, fact.Value }));
    }

    /// <summary>Writes numbers that scripts read, and that no one sees.</summary>
    /// <param name="id">Their name on the page.</param>
    /// <param name="value">The numbers.</param>
    /// <param name="type">How they are written: by an encoder that escapes what could end the element.</param>
    public void Data<T>(string id, T value, JsonTypeInfo<T> type)
    {
        Markup($"<script type=\"application/json\" id=\"data-{id}\">");
        Markup(JsonSerializer.Serialize(value, type));
        Markup("</script>\n");
    }

    // Wide tables are moved sideways within their own frame, by keys as well.
    private void OpenTable(string caption)
    {
        Markup("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        Text(caption);
        Markup("\"><table>\n");
        Element("caption", caption);
    }

    private void WriteRows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Markup("<tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            Markup("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                (string open, string close) = i == 0 ? ("<th scope=\"row\"><bdi>", "</bdi></th>")
                    : IsNumber(columns[i]) ? ("<td class=\"number\">", "</td>") : ("<td><bdi>", "</bdi></td>");
                Markup(open);
                Text(row[i]);
                Markup(close);
            }

            Markup("</tr>\n");
        }

        Markup("</tbody></table></div>\n");
    }

    private static bool IsNumber(string column) => column.StartsWith('#');
}
