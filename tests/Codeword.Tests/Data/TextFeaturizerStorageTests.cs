using System.Buffers.Binary;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Tests.Data;

public class TextFeaturizerStorageTests
{
    private static readonly string[] Corpus = ["the cat sät", "the cat ran", "a dog ran", "the dog sät"];

    public static TheoryData<TextFeaturizerOptions> Options => new(
        new TextFeaturizerOptions(),
        new TextFeaturizerOptions { CharNGramMax = 2, Weighting = TermWeighting.Binary, Normalize = false },
        new TextFeaturizerOptions { LeadingWords = 2, PrefixLength = 3 },
        new TextFeaturizerOptions { HashBits = 5, MinDocumentFrequency = 1, LowerCase = false });

    [Theory]
    [MemberData(nameof(Options))]
    public void WhatIsSavedIsLoaded(TextFeaturizerOptions options)
    {
        TextFeaturizer saved = TextFeaturizer.Fit(Corpus, options);
        TextFeaturizer loaded = TextFeaturizer.Load(Save(saved));
        Assert.Equal(options, loaded.Options);
        Assert.Equal(saved.FeatureCount, loaded.FeatureCount);
        Assert.Equal(saved.DocumentCount, loaded.DocumentCount);
        Assert.All(Corpus, text => Assert.Equal(TextFeaturizerTests.Transform(saved, text), TextFeaturizerTests.Transform(loaded, text)));
        Assert.Equal(Save(saved), Save(loaded));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryTruncationIsInvalidData(TextFeaturizerOptions options)
    {
        byte[] bytes = Save(TextFeaturizer.Fit(Corpus, options));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TextFeaturizer.Load(bytes.AsMemory(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => TextFeaturizer.Load((byte[])[.. bytes, 0]));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryFlippedByteIsInvalidDataOrAnotherFeaturizer(TextFeaturizerOptions options)
    {
        byte[] bytes = Save(TextFeaturizer.Fit(Corpus, options));
        var random = new SplitMix64(3);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte original = bytes[i];
            foreach (int mask in (int[])[1, 0x80, 0xFF, 1 + random.NextIndex(255)])
            {
                bytes[i] = (byte)(original ^ mask);
                LoadAndUse(bytes);
            }

            bytes[i] = original;
        }
    }

    [Fact]
    public void BytesFromBeforeLeadingWordsAndPrefixesLoadWithoutThem()
    {
        var options = new TextFeaturizerOptions { CharNGramMax = 2 };
        byte[] bytes = Save(TextFeaturizer.Fit(Corpus, options));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        byte[] older = """
            {"wordNGrams":2,"charNGramMin":0,"charNGramMax":2,"minDocumentFrequency":2,"weighting":"TfIdf","hashBits":0,"lowerCase":true,"normalize":true}
            """u8.ToArray();
        byte[] head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, older.Length);
        TextFeaturizer loaded = TextFeaturizer.Load((byte[])[.. head, .. older, .. bytes[(4 + length)..]]);
        Assert.Equal((0, 0), (loaded.Options.LeadingWords, loaded.Options.PrefixLength));
        Assert.Equal(bytes, Save(loaded));
    }

    [Fact]
    public void AnAbsurdCountIsRefusedBeforeAnythingIsAllocated()
    {
        byte[] bytes = Save(TextFeaturizer.Fit(Corpus, new TextFeaturizerOptions()));
        int count = 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes) + 8;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(count), int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => TextFeaturizer.Load(bytes)).Message;
        Assert.Matches(@"^The text featurizer is damaged: found 2147483647 terms; expected at most \d+, as \d+ bytes are left\.$", message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static byte[] Save(TextFeaturizer featurizer)
    {
        using var stream = new MemoryStream();
        featurizer.Save(stream);
        return stream.ToArray();
    }

    private static void LoadAndUse(byte[] bytes)
    {
        TextFeaturizer featurizer;
        try
        {
            featurizer = TextFeaturizer.Load(bytes);
        }
        catch (InvalidDataException)
        {
            return;
        }

        foreach (string text in Corpus)
        {
            Assert.All(TextFeaturizerTests.Transform(featurizer, text), feature =>
            {
                Assert.InRange(feature.Index, 0, featurizer.FeatureCount - 1);
                Assert.True(float.IsFinite(feature.Value));
            });
        }
    }
}
