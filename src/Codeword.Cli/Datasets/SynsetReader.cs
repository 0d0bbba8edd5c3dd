using System.Globalization;
using System.Text;
using Codeword.Data;

namespace Codeword.Cli.Datasets;

/// <summary>
/// Reads WordNet's <c>data.noun</c> and <c>data.verb</c> (their format: WordNet's manual page wndb(5WN)):
/// <c>offset file type words word id … pointers symbol offset type source/target … | gloss</c>.
/// </summary>
internal static class SynsetReader
{
    /// <summary>Reads the synsets of a file one by one.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="type">The type all of them must have: <c>n</c> or <c>v</c>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="DataFormatException">A line breaks the format.</exception>
    public static IEnumerable<Synset> Read(string file, char type)
    {
        using var reader = new StreamReader(file, Encoding.Latin1);
        string? previous = null;
        for (long number = 1; reader.ReadLine() is { } line; number++)
        {
            // The licence stands in front, each of its lines indented.
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                continue;
            }

            Synset synset = Parse(line, file, number, type);
            if (string.CompareOrdinal(synset.Id, previous) <= 0)
            {
                throw new DataFormatException(file, number, 1, $"found offset {synset.Id[1..]} after {previous![1..]}; expected ascending offsets");
            }

            previous = synset.Id;
            yield return synset;
        }
    }

    private static Synset Parse(string line, string file, long number, char type)
    {
        int bar = line.IndexOf(" | ", StringComparison.Ordinal);
        if (bar < 0)
        {
            throw new DataFormatException(file, number, 0, "found a line without \" | \"; expected fields, \" | \" and a definition");
        }

        var fields = new FieldReader(line.AsSpan(0, bar), file, number);
        string offset = fields.NextOffset().ToString();
        fields.Next("a lexicographer file number");
        fields.NextLetter([type], $"the synset type {type}");
        List<string> words = ReadWords(ref fields);
        List<string> hypernyms = ReadHypernyms(ref fields);
        return new Synset(type + offset, words, hypernyms, line[(bar + 3)..]);
    }

    private static List<string> ReadWords(ref FieldReader fields)
    {
        const string expected = "a word count of 2 hexadecimal digits, at least 01";
        int count = fields.NextCount(NumberStyles.AllowHexSpecifier, expected);
        if (count == 0)
        {
            throw fields.Fault("00", expected);
        }

        var words = new List<string>();
        for (int i = 0; i < count; i++)
        {
            words.Add(WithoutMarker(fields.Next("a word")).ToString().Replace('_', ' '));
            fields.Next("a lexical id");
        }

        return words;
    }

    private static List<string> ReadHypernyms(ref FieldReader fields)
    {
        int count = fields.NextCount(NumberStyles.None, "a pointer count of 3 digits");
        var hypernyms = new List<string>();
        for (int i = 0; i < count; i++)
        {
            bool isHypernym = fields.Next("a pointer symbol") is "@";
            ReadOnlySpan<char> offset = fields.NextOffset();
            char type = fields.NextLetter("nvasr", "a part of speech: n, v, a, s or r");
            fields.Next("a source and target of 4 hexadecimal digits");
            if (isHypernym)
            {
                hypernyms.Add($"{type}{offset}");
            }
        }

        return hypernyms;
    }

    private static ReadOnlySpan<char> WithoutMarker(ReadOnlySpan<char> word)
    {
        int open = word.LastIndexOf('(');
        bool isMarker = open >= 0 && word.Length > open + 2 && word[^1] == ')' && ContainsLettersOnly(word[(open + 1)..^1]);
        return isMarker ? word[..open] : word;
    }

    private static bool ContainsLettersOnly(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetter(c))
            {
                return false;
            }
        }

        return true;
    }
}
