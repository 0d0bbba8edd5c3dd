using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Codeword.Taxonomy;

/// <summary>Trees as text. Lines end in a line feed, numbers are the shortest that read back the same.</summary>
public static class TreeText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What may stand in a name of Newick without quotes whoever reads it; an underscore is a blank to some.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-+");

    /// <summary>
    /// Newick: nested pairs with the lengths of branches, such that the way from one class to another is as long as the height at which they are joined. Names with other
    /// characters than letters, digits and <c>.-+</c> stand in single quotes, which are doubled within.
    /// </summary>
    public static void WriteNewick(ClassTree tree, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(tree);
        int classes = tree.Labels.Count;

        // What is still to be written, last first: a text, or a node with the height of the one above it.
        var open = new Stack<(string? Text, int Node, double Above)>([(null, tree.Root, double.NaN)]);
        while (open.TryPop(out (string? Text, int Node, double Above) item))
        {
            string length = double.IsNaN(item.Above) ? "" : ":" + Number((item.Above - tree.HeightOf(item.Node)) / 2);
            if (item.Text is { } text)
            {
                output.Write(text);
            }
            else if (item.Node < classes)
            {
                output.Write(NewickName(tree.Labels.Names[item.Node]) + length);
            }
            else
            {
                (int first, int second, double height, _) = tree.Merges[item.Node - classes];
                open.Push((")" + length, 0, double.NaN));
                open.Push((null, second, height));
                open.Push((",", 0, double.NaN));
                open.Push((null, first, height));
                output.Write('(');
            }
        }

        output.Write(";\n");
    }

    /// <summary>Graphviz: a box a class, a point with its height a merge, an edge from each merge to the two nodes that it joins.</summary>
    public static void WriteDot(ClassTree tree, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(tree);
        int classes = tree.Labels.Count;
        output.Write("digraph classes {\n  rankdir=LR;\n");
        for (int i = 0; i < classes; i++)
        {
            output.Write($"  n{Whole(i)} [shape=box, label={DotName(tree.Labels.Names[i])}];\n");
        }

        foreach ((int i, Merge merge) in tree.Merges.Index())
        {
            string node = "n" + Whole(classes + i);
            output.Write($"  {node} [shape=point, xlabel=\"{Number(merge.Height)}\"];\n  {node} -> n{Whole(merge.First)};\n  {node} -> n{Whole(merge.Second)};\n");
        }

        output.Write("}\n");
    }

    /// <summary>
    /// JSON: <c>{"classes":[names],"merges":[{"first":…,"second":…,"height":…,"size":…}]}</c>, where nodes are numbered as in <see cref="Merge"/>. Flat, since trees
    /// can be deeper than what reads JSON allows.
    /// </summary>
    public static void WriteJson(ClassTree tree, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(tree);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("classes");
            foreach (string name in tree.Labels.Names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartArray("merges");
            foreach (Merge merge in tree.Merges)
            {
                json.WriteStartObject();
                json.WriteNumber("first", merge.First);
                json.WriteNumber("second", merge.Second);
                json.WriteNumber("height", merge.Height);
                json.WriteNumber("size", merge.Size);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n");
    }

    internal static string NewickName(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Plain) ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    // Graphviz reads \n and the like within quotes.
    private static string DotName(string name) =>
        $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
