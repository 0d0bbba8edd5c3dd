using System.Globalization;
using Codeword.Data;

namespace Codeword.Reports;

/// <summary>What classes are called in a report: the label, with the name it was given in front, cut where it is long.</summary>
internal sealed class DisplayNames(LabelSet labels, IReadOnlyDictionary<string, string>? names)
{
    /// <summary>More characters of a label or of a name are not shown.</summary>
    public const int MostCharacters = 40;

    /// <summary>A class by its number, 0 to K − 1.</summary>
    public string this[int index] => names is not null && names.TryGetValue(labels.Names[index], out string? name)
        ? $"{Cut(name)} ({Cut(labels.Names[index])})"
        : Cut(labels.Names[index]);

    /// <summary>A text of at most <see cref="MostCharacters"/> characters as readers count them, the last an ellipsis where there are more.</summary>
    internal static string Cut(string text)
    {
        const int Longest = 4 * MostCharacters;   // Marks that stand on one character are no way round the limit.
        int[] starts = StringInfo.ParseCombiningCharacters(text[..Math.Min(text.Length, Longest)]);
        return starts.Length <= MostCharacters && text.Length <= Longest ? text : text[..starts[Math.Min(starts.Length, MostCharacters) - 1]] + "…";
    }
}
