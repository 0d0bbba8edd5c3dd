namespace Codeword.Cli.Datasets;

/// <summary>A token, or two tokens in a row, as numbers of a <see cref="TokenTable"/>.</summary>
/// <param name="First">The first token.</param>
/// <param name="Second">The second one, or <see cref="None"/>.</param>
internal readonly record struct Gram(int First, int Second)
{
    /// <summary>Stands where there is no second token.</summary>
    public const int None = -1;

    /// <summary>All tokens of a text and all pairs of neighbours, repeated as often as they stand there.</summary>
    public static IEnumerable<Gram> All(int[] text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            yield return new Gram(text[i], None);
            if (i > 0)
            {
                yield return new Gram(text[i - 1], text[i]);
            }
        }
    }

    /// <summary>The tokens, separated by a space.</summary>
    public string ToText(TokenTable tokens) => Second == None ? tokens[First] : tokens[First] + " " + tokens[Second];
}
