using System.Text;
using Codeword.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Codeword.Tests.Data;

public class TermScannerTests
{
    [Fact]
    public void TheKindsOfTermsFollowOneAnother()
    {
        var options = new TextFeaturizerOptions { LeadingWords = 3, PrefixLength = 2, CharNGramMin = 3, CharNGramMax = 3 };
        (string[] terms, int wordTerms) = Scan("The cat, the CATS", options);
        Assert.Equal(
            [
                "the", "cat", "the", "cats", "the cat", "cat the", "the cats",
                "^0 the", "^1 cat", "^2 the",
                "th*", "ca*", "th*", "ca*",
                "<th", "the", "he>", "<ca", "cat", "at>", "<th", "the", "he>", "<ca", "cat", "ats", "ts>",
            ],
            terms);
        Assert.Equal(14, wordTerms);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" … ", "")]
    [InlineData("a", "a|^0 a")]
    [InlineData("a b", "a|b|^0 a|^1 b")]
    [InlineData("a b a", "a|b|a|^0 a|^1 b")]
    public void AShortTextHasFewerLeadingWords(string text, string terms) =>
        Assert.Equal(terms, string.Join('|', Scan(text, new TextFeaturizerOptions { WordNGrams = 1, LeadingWords = 2 }).Terms));

    [Fact]
    public void TheTenthLeadingWordIsNumberNine()
    {
        (string[] terms, _) = Scan("a b c d e f g h i j k", new TextFeaturizerOptions { WordNGrams = 1, LeadingWords = 10 });
        Assert.Equal(["^0 a", "^1 b", "^2 c", "^3 d", "^4 e", "^5 f", "^6 g", "^7 h", "^8 i", "^9 j"], terms[11..]);
    }

    [Theory]
    [InlineData(1, "Ü*|\U00010400*|e*")]
    [InlineData(2, "Üb*|\U00010400x*|e*")]
    [InlineData(3, "Übé*|\U00010400xy*|e*")]
    [InlineData(20, "Übér*|\U00010400xy*|e*")]
    public void PrefixesCountCodePoints(int length, string prefixes)
    {
        // An e with a combining accent ends there, as the accent is no letter.
        var options = new TextFeaturizerOptions { WordNGrams = 1, PrefixLength = length, LowerCase = false };
        (string[] terms, _) = Scan("Übér \U00010400xy e\u0301", options);
        Assert.Equal(prefixes, string.Join('|', terms[3..]));
    }

    [Fact]
    public void NoTextCanForgeATermOfAnotherKind()
    {
        (string[] plain, _) = Scan("^0 cat* 0 cat", new TextFeaturizerOptions { WordNGrams = 5 });
        Assert.Equal(["0", "cat", "0", "cat", "0 cat", "cat 0", "0 cat", "0 cat 0", "cat 0 cat", "0 cat 0 cat"], plain);
    }

    [Fact]
    public void AnyTextHasTheTermsOfTheObviousVersion() => Check.QuickThrowOnFailure(Prop.ForAll(
        Texts.Zip(Gen.Choose(0, 10)).Zip(Gen.Choose(0, 20)).Zip(Gen.Choose(0, 4)).ToArbitrary(),
        (ValueTuple<ValueTuple<ValueTuple<string, int>, int>, int> input) =>
        {
            (((string text, int leading), int prefix), int chars) = input;
            var options = new TextFeaturizerOptions { LeadingWords = leading, PrefixLength = prefix, CharNGramMax = chars };
            (string[] terms, int wordTerms) = Scan(text, options);
            (string[] expected, int expectedWordTerms) = ObviousTerms(text, options);
            Assert.Equal(expected, terms);
            Assert.Equal(expectedWordTerms, wordTerms);
        }));

    /// <summary>Words of characters of each length in UTF-8 and UTF-16, and lone surrogates.</summary>
    private static Gen<string> Texts => Gen.Elements("a", "B", "7", "é", "ß", "京", "\U00010400", " ", ", ", "^0 ", "*", "<", "\uD800")
        .ListOf()
        .Select(string.Concat);

    private static (string[] Terms, int WordTerms) Scan(string text, TextFeaturizerOptions options)
    {
        var scanner = new TermScanner();
        scanner.Scan(text, options);
        return ([.. Enumerable.Range(0, scanner.Count).Select(i => Encoding.UTF8.GetString(scanner[i]))], scanner.WordTermCount);
    }

    private static (string[] Terms, int WordTerms) ObviousTerms(string text, TextFeaturizerOptions options)
    {
        string[] words = string.Concat(text.EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : " "))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> terms = [.. words];
        terms.AddRange(words.Zip(words.Skip(1), (first, second) => $"{first} {second}"));
        terms.AddRange(words.Take(options.LeadingWords).Select((word, i) => $"^{i} {word}"));
        if (options.PrefixLength > 0)
        {
            terms.AddRange(words.Select(word => string.Concat(word.EnumerateRunes().Take(options.PrefixLength)) + "*"));
        }

        int wordTerms = terms.Count;
        foreach (string word in words)
        {
            Rune[] runes = [.. $"<{word}>".EnumerateRunes()];
            for (int first = 0; first < runes.Length; first++)
            {
                for (int n = 1; n <= options.CharNGramMax && first + n <= runes.Length; n++)
                {
                    if (n > 1 || (first > 0 && first < runes.Length - 1))
                    {
                        terms.Add(string.Concat(runes[first..(first + n)]));
                    }
                }
            }
        }

        return ([.. terms], wordTerms);
    }
}
