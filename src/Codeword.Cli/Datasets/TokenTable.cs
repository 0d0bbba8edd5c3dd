namespace Codeword.Cli.Datasets;

/// <summary>Numbers each distinct token, so that millions of tokens and pairs of them are kept as small integers.</summary>
internal sealed class TokenTable
{
    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The token of a number.</summary>
    public string this[int number] => _tokens[number];

    /// <summary>Cuts a text into its longest runs of ASCII letters and digits, in lower case.</summary>
    /// <returns>The tokens' numbers, in the order of the text.</returns>
    public int[] Tokenize(ReadOnlySpan<char> text)
    {
        var numbers = new List<int>();
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiLetterOrDigit(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                numbers.Add(NumberOf(text[start..i]));
            }

            start = i + 1;
        }

        return [.. numbers];
    }

    private int NumberOf(ReadOnlySpan<char> token)
    {
        Span<char> lower = token.Length <= 64 ? stackalloc char[token.Length] : new char[token.Length];
        token.ToLowerInvariant(lower);
        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(lower, out int number))
        {
            number = _tokens.Count;
            lookup[lower] = number;
            _tokens.Add(lower.ToString());
        }

        return number;
    }
}
