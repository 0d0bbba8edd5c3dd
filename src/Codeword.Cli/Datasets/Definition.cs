namespace Codeword.Cli.Datasets;

/// <summary>The text of a row: a synset's definition without the synset's own words, which would give the class away.</summary>
internal static class Definition
{
    /// <summary>The tokens of the gloss, each occurrence of one of the words (as a whole sequence of tokens, the longest first) left out.</summary>
    public static int[] Of(Synset synset, TokenTable tokens)
    {
        int[][] names = [.. synset.Words.Select(word => tokens.Tokenize(word)).Where(name => name.Length > 0).OrderByDescending(name => name.Length)];
        ReadOnlySpan<int> rest = tokens.Tokenize(synset.Gloss);
        var kept = new List<int>(rest.Length);
        while (!rest.IsEmpty)
        {
            int skip = LengthOfNameAt(rest, names);
            if (skip == 0)
            {
                kept.Add(rest[0]);
                skip = 1;
            }

            rest = rest[skip..];
        }

        return [.. kept];
    }

    private static int LengthOfNameAt(ReadOnlySpan<int> tokens, int[][] names)
    {
        foreach (int[] name in names)
        {
            if (tokens.StartsWith(name))
            {
                return name.Length;
            }
        }

        return 0;
    }
}
