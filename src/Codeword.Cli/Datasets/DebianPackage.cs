using System.Buffers;

namespace Codeword.Cli.Datasets;

/// <summary>What a paragraph of Debian's Packages file says of a package.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Source">The name of the source package it is built from.</param>
/// <param name="Description">Its first line, and the digest that names its whole description.</param>
/// <param name="Depends">Names of what it depends on, of alternatives the first, each once.</param>
/// <param name="Tags">Its debtags, each once.</param>
internal sealed record DebianPackage(string Name, string Source, (string Short, string Digest) Description, IReadOnlyList<string> Depends, IReadOnlyList<string> Tags)
{
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" ([<:\t\n");

    /// <summary>Reads a paragraph; null when it is of no package.</summary>
    public static DebianPackage? Of(IReadOnlyDictionary<string, string> fields)
    {
        if (!fields.TryGetValue("Package", out string? name))
        {
            return null;
        }

        string description = fields.GetValueOrDefault("Description", "");
        return new DebianPackage(
            name,
            NameIn(fields.GetValueOrDefault("Source", name)),
            (description.Split('\n')[0], fields.GetValueOrDefault("Description-md5", "")),
            [.. fields.GetValueOrDefault("Depends", "").Split(',').Select(part => NameIn(part.Split('|')[0])).Where(part => part.Length > 0).Distinct()],
            [.. TagsIn(fields.GetValueOrDefault("Tag", "")).Distinct()]);
    }

    // libc6:any (>= 2.14) is libc6.
    private static string NameIn(string text)
    {
        string trimmed = text.Trim();
        int end = trimmed.AsSpan().IndexOfAny(EndsOfName);
        return end < 0 ? trimmed : trimmed[..end];
    }

    // devel::lang:c, uitoolkit::{gtk,ncurses}: braces hold the ends of several tags.
    private static IEnumerable<string> TagsIn(string text)
    {
        string facet = "";
        foreach (string part in text.Replace("\n", " ", StringComparison.Ordinal).Split(','))
        {
            string tag = part.Trim();
            int brace = tag.IndexOf('{', StringComparison.Ordinal);
            if (brace >= 0)
            {
                (facet, tag) = (tag[..brace], tag[(brace + 1)..]);
            }

            string end = tag.TrimEnd('}');
            if (end.Length > 0)
            {
                yield return facet + end;
            }

            facet = tag.EndsWith('}') ? "" : facet;
        }
    }
}
