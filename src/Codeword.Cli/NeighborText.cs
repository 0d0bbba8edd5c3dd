using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>Appends the line, or the lines, of one row.</summary>
internal delegate void NeighborWriter(StringBuilder output, InputRow row, ReadOnlySpan<Neighbor> neighbors, LabeledIndex index);

/// <summary>Neighbours as lines.</summary>
internal static class NeighborText
{
    /// <summary>
    /// <c>id ⇥ distance ⇥ labels ⇥ id ⇥ distance ⇥ labels …</c>, nearest first, labels separated by commas (one within a label is written <c>\,</c>), without them where no code
    /// has any; an empty line for a row without a neighbour, and for each line that holds no row.
    /// </summary>
    public static void WriteFields(StringBuilder output, InputRow row, ReadOnlySpan<Neighbor> neighbors, LabeledIndex index)
    {
        output.Append('\n', row.BlankLinesBefore);
        string tab = "";
        foreach (Neighbor neighbor in neighbors)
        {
            output.Append(CultureInfo.InvariantCulture, $"{tab}{neighbor.Id}\t{neighbor.Distance}");
            if (index.Labels.Count > 0)
            {
                output.Append('\t').AppendJoin(',', Names(index, neighbor).Select(name => EscapedText.Of(name).Replace(",", "\\,", StringComparison.Ordinal)));
            }

            tab = "\t";
        }

        output.Append('\n');
    }

    /// <summary><c>{"line":n,"neighbors":[{"id":…,"distance":…,"labels":[…]},…]}</c>.</summary>
    public static void WriteJson(StringBuilder output, InputRow row, ReadOnlySpan<Neighbor> neighbors, LabeledIndex index)
    {
        output.Append(CultureInfo.InvariantCulture, $"{{\"line\":{row.Line},\"neighbors\":[");
        string comma = "";
        foreach (Neighbor neighbor in neighbors)
        {
            output.Append(CultureInfo.InvariantCulture, $"{comma}{{\"id\":{neighbor.Id},\"distance\":{neighbor.Distance},\"labels\":[")
                .AppendJoin(',', Names(index, neighbor).Select(name => $"\"{Json(name)}\"")).Append("]}");
            comma = ",";
        }

        output.Append("]}\n");
    }

    /// <summary>
    /// <c>label ⇥ share ⇥ label ⇥ share …</c>: the labels of the neighbours and in how large a share of them each is, the largest first, of equal ones that of the nearer
    /// neighbour.
    /// </summary>
    public static void WriteVotes(StringBuilder output, InputRow row, ReadOnlySpan<Neighbor> neighbors, LabeledIndex index) => output
        .Append('\n', row.BlankLinesBefore)
        .AppendJoin('\t', Votes(neighbors, index).Select(vote => string.Create(CultureInfo.InvariantCulture, $"{EscapedText.Of(vote.Label)}\t{vote.Share:F6}")))
        .Append('\n');

    /// <summary><c>{"line":n,"votes":[{"label":…,"share":…},…]}</c>.</summary>
    public static void WriteJsonVotes(StringBuilder output, InputRow row, ReadOnlySpan<Neighbor> neighbors, LabeledIndex index) => output
        .Append(CultureInfo.InvariantCulture, $"{{\"line\":{row.Line},\"votes\":[")
        .AppendJoin(',', Votes(neighbors, index).Select(vote =>
            string.Create(CultureInfo.InvariantCulture, $"{{\"label\":\"{Json(vote.Label)}\",\"share\":{vote.Share}}}")))
        .Append("]}\n");

    // Grouping keeps the order in which labels are met, and sorting is stable.
    private static (string Label, float Share)[] Votes(ReadOnlySpan<Neighbor> neighbors, LabeledIndex index)
    {
        Neighbor[] all = neighbors.ToArray();
        return
        [
            .. all.SelectMany(neighbor => index.LabelsOf(neighbor.Id))
                .GroupBy(label => label)
                .OrderByDescending(votes => votes.Count())
                .Select(votes => (index.Labels[votes.Key], votes.Count() / (float)all.Length)),
        ];
    }

    private static IEnumerable<string> Names(LabeledIndex index, Neighbor neighbor) => index.LabelsOf(neighbor.Id).Select(label => index.Labels[label]);

    private static JsonEncodedText Json(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
