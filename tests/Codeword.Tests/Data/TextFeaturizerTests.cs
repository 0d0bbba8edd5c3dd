using Codeword.Data;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Data;

public class TextFeaturizerTests
{
    private static readonly string[] Corpus = ["The cat sat", "the cat ran", "a dog ran; the dog", ""];

    [Fact]
    public void TheDefaultsGiveNormalisedTfIdfOfWordsAndPairsInSortedOrder()
    {
        // Held by two texts or more: cat (2), ran (2), the (3), "the cat" (2), of n = 4 texts.
        TextFeaturizer featurizer = TextFeaturizer.Fit(Corpus, new TextFeaturizerOptions());
        Assert.Equal(4, featurizer.FeatureCount);
        Assert.Equal(4, featurizer.DocumentCount);
        double rare = Math.Log(5.0 / 3) + 1;
        double common = Math.Log(5.0 / 4) + 1;
        AssertFeatures(featurizer, "the Cat", (0, rare), (2, common), (3, rare));
        AssertFeatures(featurizer, "ran unknown ran, THE", (1, 2 * rare), (2, common));
    }

    [Fact]
    public void ATextWithoutKnownTermsHasNoFeatures()
    {
        TextFeaturizer featurizer = TextFeaturizer.Fit(Corpus, new TextFeaturizerOptions());
        Assert.Empty(Transform(featurizer, "zebra"));
        Assert.Empty(Transform(featurizer, null));
        Assert.Empty(Transform(TextFeaturizer.Fit([], new TextFeaturizerOptions()), "cat"));
    }

    [Theory]
    [InlineData(TermWeighting.TfIdf, 3, 1)]
    [InlineData(TermWeighting.LogTfIdf, 2.0986122886681098, 1)]
    [InlineData(TermWeighting.Tf, 3, 0)]
    [InlineData(TermWeighting.Binary, 1, 0)]
    public void WeightingsFollowTheirFormulas(TermWeighting weighting, double frequency, int idfPower)
    {
        var options = new TextFeaturizerOptions { Weighting = weighting, Normalize = false, WordNGrams = 1 };
        double idf = Math.Log(5.0 / 3) + 1;
        (int Index, float Value) feature = Assert.Single(Transform(TextFeaturizer.Fit(Corpus, options), "cat cat cat"));
        Assert.Equal((0, (float)(frequency * Math.Pow(idf, idfPower))), feature);
    }

    [Fact]
    public void WordsAreRunsOfUnicodeLettersAndDigits()
    {
        var options = new TextFeaturizerOptions { WordNGrams = 1, MinDocumentFrequency = 1, Normalize = false, Weighting = TermWeighting.Tf };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["ÄRGER über2 \U00010400x"], options); // a Deseret capital: two UTF-16 units
        Assert.Equal(3, featurizer.FeatureCount);
        Assert.Equal([(0, 1f), (1, 1f), (2, 1f)], Transform(featurizer, "ärger-ÜBER2…\U00010428X\uD800"));
        Assert.Empty(Transform(featurizer, "über 2 x"));
    }

    [Fact]
    public void CapitalsCountWhenLowerCasingIsOff()
    {
        TextFeaturizer featurizer = TextFeaturizer.Fit(["Cat", "Cat"], new TextFeaturizerOptions { LowerCase = false });
        Assert.Empty(Transform(featurizer, "cat"));
        Assert.Equal([(0, 1f)], Transform(featurizer, "Cat"));
    }

    [Fact]
    public void VocabularyIsInTheOrderOfCodePoints()
    {
        var options = new TextFeaturizerOptions { WordNGrams = 1, MinDocumentFrequency = 1 };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["\U00010428 \uFF41 z é 9"], options); // as UTF-16 units U+10428 would come before U+FF41
        string[] ordered = ["9", "z", "é", "\uFF41", "\U00010428"];
        Assert.Equal([0, 1, 2, 3, 4], ordered.Select(word => Assert.Single(Transform(featurizer, word)).Index));
    }

    [Fact]
    public void RunsOfCharactersAreTakenWithinEachBracketedWord()
    {
        var options = new TextFeaturizerOptions
        {
            WordNGrams = 1,
            CharNGramMin = 1,
            CharNGramMax = 3,
            MinDocumentFrequency = 1,
            Normalize = false,
            Weighting = TermWeighting.Tf,
        };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["éa é"], options);
        // Words: é, éa. Runs in the order of their bytes: <é <é> <éa a a> é é> éa éa>.
        Assert.Equal(2 + 9, featurizer.FeatureCount);
        Assert.Equal([(0, 1f), (2, 1f), (3, 1f), (7, 1f), (8, 1f)], Transform(featurizer, "é"));
        Assert.Equal([(5, 1f), (6, 1f)], Transform(featurizer, "a"));
    }

    [Fact]
    public void LeadingWordsAreTermsOnceMoreOneAPlace()
    {
        var options = new TextFeaturizerOptions
        {
            WordNGrams = 1,
            LeadingWords = 2,
            MinDocumentFrequency = 1,
            Normalize = false,
            Weighting = TermWeighting.Tf,
        };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["Cat dog cat"], options);
        // In the order of their bytes: ^0 cat, ^1 dog, cat, dog.
        Assert.Equal(4, featurizer.FeatureCount);
        Assert.Equal([(0, 1f), (1, 1f), (2, 2f), (3, 1f)], Transform(featurizer, "cat dog cat"));
        Assert.Equal([(2, 1f), (3, 1f)], Transform(featurizer, "dog cat"));
        Assert.Equal([(0, 1f), (2, 1f)], Transform(featurizer, "(cat)"));
    }

    [Fact]
    public void PrefixesBringTheFormsOfAWordTogether()
    {
        var options = new TextFeaturizerOptions
        {
            WordNGrams = 1,
            PrefixLength = 5,
            MinDocumentFrequency = 1,
            Normalize = false,
            Weighting = TermWeighting.Tf,
        };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["define a defining"], options);
        // In the order of their bytes: a, a*, defin*, define, defining.
        Assert.Equal(5, featurizer.FeatureCount);
        Assert.Equal([(0, 1f), (1, 1f), (2, 2f), (3, 1f), (4, 1f)], Transform(featurizer, "define a defining"));
        Assert.Equal([(2, 3f)], Transform(featurizer, "definite definition defin"));
        Assert.Empty(Transform(featurizer, "defi an"));
    }

    [Fact]
    public void AllKindsOfTermsAreWeightedAlikeAndShareOneLength()
    {
        var options = new TextFeaturizerOptions { WordNGrams = 1, LeadingWords = 3, PrefixLength = 2 };
        TextFeaturizer featurizer = TextFeaturizer.Fit(["cats purr", "a cat", "cat"], options);
        // Held by two texts or more, of n = 3: ca* (3), cat (2). Neither is "^0 cat" (1) nor "^1 cat" (1).
        double rare = Math.Log(4.0 / 3) + 1;
        Assert.Equal(2, featurizer.FeatureCount);
        AssertFeatures(featurizer, "cat cannot", (0, 2 * 1.0), (1, rare));
        featurizer = TextFeaturizer.Fit(["cats purr", "cat a", "cat"], options);
        // ^0 cat (2), ca* (3), cat (2).
        AssertFeatures(featurizer, "cat cannot", (0, rare), (1, 2 * 1.0), (2, rare));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    public void HashedTermsNeedNoVocabularyAndKeepTheirIdf(int leadingWords, int prefixLength)
    {
        var options = new TextFeaturizerOptions
        {
            HashBits = 20,
            Normalize = false,
            LeadingWords = leadingWords,
            PrefixLength = prefixLength,
        };
        TextFeaturizer hashed = TextFeaturizer.Fit(Corpus, options);
        TextFeaturizer listed = TextFeaturizer.Fit(Corpus, options with { HashBits = 0 });
        Assert.Equal(1 << 20, hashed.FeatureCount);
        foreach (string text in Corpus)
        {
            Assert.Equal(Transform(listed, text).Select(f => f.Value).Order(), Transform(hashed, text).Select(f => f.Value).Order());
        }
    }

    [Fact]
    public void TermHashesNeverChange()
    {
        Assert.Equal(0xE220A8397B1DCDAFUL, TermHash.Of(""u8, 0));
        Assert.Equal(0x89C5F39E96A7E1C8UL, TermHash.Of("cat"u8, 1));
        Assert.Equal(0x747BF17BA633CFC0UL, TermHash.Of("the cat sat on the mat"u8, 2));
    }

    [Fact]
    public void AWarmBufferAllocatesNothing()
    {
        var options = new TextFeaturizerOptions { CharNGramMin = 2, CharNGramMax = 4, LeadingWords = 3, PrefixLength = 2 };
        TextFeaturizer featurizer = TextFeaturizer.Fit(Corpus, options);
        var buffer = new FeatureBuffer();
        float sum = 0;
        void TransformAll()
        {
            foreach (string text in Corpus)
            {
                foreach (float value in featurizer.Transform(text, buffer).Values)
                {
                    sum += value;
                }
            }
        }

        Assert.Equal(0, Allocations.WhenWarm(TransformAll));
        Assert.True(sum > 0);
    }

    [Fact]
    public void AnEmptyRangeOfCharacterRunsIsRefused() => Assert.StartsWith(
        "CharNGramMin is 3, but CharNGramMax is 2; the longest run may not be shorter than the shortest.",
        Assert.Throws<ArgumentException>(() => TextFeaturizer.Fit([], new TextFeaturizerOptions { CharNGramMin = 3, CharNGramMax = 2 })).Message);

    [Fact]
    public void OptionsAreCheckedWhereTheyAreSet()
    {
        Assert.StartsWith("WordNGrams is 1 to 5.", Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { WordNGrams = 0 }).Message);
        Assert.StartsWith("HashBits is 0 to 24.", Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { HashBits = 25 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { CharNGramMin = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { CharNGramMax = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { LeadingWords = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { PrefixLength = -1 });
        Assert.StartsWith("LeadingWords is 0 to 10.", Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { LeadingWords = 11 }).Message);
        Assert.StartsWith("PrefixLength is 0 to 20.", Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { PrefixLength = 21 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { MinDocumentFrequency = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextFeaturizerOptions { Weighting = (TermWeighting)4 });
    }

    internal static (int Index, float Value)[] Transform(TextFeaturizer featurizer, string? text)
    {
        Features features = featurizer.Transform(text, new FeatureBuffer());
        return [.. features.Indices.ToArray().Zip(features.Values.ToArray())];
    }

    private static void AssertFeatures(TextFeaturizer featurizer, string text, params (int Index, double Weight)[] expected)
    {
        double length = Math.Sqrt(expected.Sum(term => term.Weight * term.Weight));
        Assert.Equal(expected.Select(term => (term.Index, (float)(term.Weight / length))), Transform(featurizer, text));
    }
}
