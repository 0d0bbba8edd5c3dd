using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Codeword.Data;

/// <summary>How a <see cref="TextFeaturizer"/> turns text into features.</summary>
public sealed record TextFeaturizerOptions
{
    /// <summary>The longest run of words that is a term; every run of 1 to this many words is one. 1 to 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("longest run of words that is a term, 1 to 5")]
    public int WordNGrams { get; init => field = InRange(value, 1, 5); } = 2;

    /// <summary>
    /// The shortest run of characters that is a term, 0 to 10. Runs are taken within each word written as <c>&lt;word&gt;</c>, so that
    /// beginnings and ends differ from middles. 0: from 1 if <see cref="CharNGramMax"/> is above 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("shortest run of characters within a word that is a term, 0 to 10")]
    public int CharNGramMin { get; init => field = InRange(value, 0, 10); }

    /// <summary>
    /// The longest run of characters that is a term, 0 to 10; 0 for none. One below <see cref="CharNGramMin"/> is refused by
    /// <see cref="TextFeaturizer.Fit"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("longest run of characters within a word that is a term, 0 to 10; 0 = none")]
    public int CharNGramMax { get; init => field = InRange(value, 0, 10); }

    /// <summary>
    /// How many of the words a text begins with are terms once more, each with its position, 0 to 10; 0 for none. A title or a definition
    /// says the kind of thing first, and a word there says more than the same word later on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first words of a text that are terms once more, each with its position, 0 to 10; 0 = none")]
    public int LeadingWords { get; init => field = InRange(value, 0, 10); }

    /// <summary>
    /// How many characters (code points) at the beginning of each word are a term, 0 to 20; 0 for none. A word that has no more is one
    /// whole. This brings the forms of a word together, as a crude stemmer does: with 5, define and defining both have <c>defin*</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first characters of each word that are a term, the whole word when it is shorter, 0 to 20; 0 = none")]
    public int PrefixLength { get; init => field = InRange(value, 0, 20); }

    /// <summary>A term counts if at least this many texts hold it, df ≥ this. 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("a term counts if at least this many texts hold it")]
    public int MinDocumentFrequency { get; init => field = InRange(value, 1, int.MaxValue); } = 2;

    /// <summary>What a term is worth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of the four.</exception>
    [Description("worth of a term: TfIdf = tf*idf, LogTfIdf = (1+ln tf)*idf, Tf = tf, Binary = 1; idf = ln((1+n)/(1+df))+1")]
    public TermWeighting Weighting
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Weighting is TfIdf, LogTfIdf, Tf or Binary.");
    }

    /// <summary>0: each term is a feature of its own. Else terms are hashed to 2^this features, 1 to 24, and no vocabulary is stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("0 = a vocabulary; else terms are hashed to 2^this features, 1 to 24")]
    public int HashBits { get; init => field = InRange(value, 0, 24); }

    /// <summary>Whether capital letters are read as small ones, in the invariant culture.</summary>
    [Description("read capital letters as small ones")]
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether each row is divided by its Euclidean length.</summary>
    [Description("divide each row by its Euclidean length")]
    public bool Normalize { get; init; } = true;

    private static int InRange(int value, int min, int max, [CallerMemberName] string name = "") => value >= min && value <= max
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {min} to {max}.");
}
