using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

/// <summary>What is ranked when classes are retired is what all classes' scores say of the others.</summary>
public sealed class LiveScorerTests
{
    private static readonly CandidateSearch[] Searches = [new(1, 3), new(2, 50), new(5, 10_000)];

    [Theory]
    [InlineData(40)]
    [InlineData(1500)]
    [InlineData(9000)]
    public void EveryDecoderOfDigitsLeavesRetiredClassesOut(int classes)
    {
        Codebook codebook = Mixed(classes);
        foreach (HeadLoss loss in Enum.GetValues<HeadLoss>())
        {
            foreach (Decoder decoder in Decoder.For(loss))
            {
                foreach (long mostDigitBytes in (long[])[0, long.MaxValue])
                {
                    Check(codebook, loss, decoder, mostDigitBytes, Outputs((int)codebook.Outputs, 5));
                }
            }
        }
    }

    [Fact]
    public void OneBucketAClassLeavesRetiredClassesOut()
    {
        var codebook = new Codebook([new IdentityColumn(1500)]);
        foreach (Decoder decoder in Decoder.For(HeadLoss.Softmax))
        {
            Check(codebook, HeadLoss.Softmax, decoder, long.MaxValue, Outputs(1500, 6));
        }

        LiveScorer scorer = LiveScorer.Create(codebook, HeadLoss.Softmax, new Decoder(DecoderKind.LogSum), long.MaxValue, [0, 3]);
        Assert.StartsWith(
            "Candidates are found by buckets that classes share", Assert.Throws<ArgumentException>(() => scorer.With(new CandidateSearch(1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(24)]
    [InlineData(70)]
    public void EveryDecoderOfBitsLeavesRetiredClassesOut(int bits)
    {
        var codebook = Codebook.OfBits(SampleCodes.Draw(1500, bits, 3));
        foreach (Decoder decoder in Models.ModelShape.BitDecoders)
        {
            foreach (float[] logits in SampleCodes.Logits(codebook.Bits!, 4))
            {
                Check(codebook, HeadLoss.Logistic, decoder, long.MaxValue, logits);
            }
        }
    }

    [Fact]
    public void ACodeThatOnlyARetiredClassSharesIsExact()
    {
        var codebook = Codebook.OfBits(SampleCodes.Of(4, 0b0011, 0b0011, 0b1100, 0b1101));
        float[] logits = [1, 1, -1, -1];
        Scorer all = Scorer.Create(codebook, HeadLoss.Logistic, new Decoder(DecoderKind.Exact));
        Assert.Empty(SampleCodes.Rank(all, logits, 3).Top);
        Assert.Equal(1, Assert.Single(SampleCodes.Rank(Live(DecoderKind.Exact, 1, 2, 3), logits, 3).Top).Index);
        Assert.Empty(SampleCodes.Rank(Live(DecoderKind.Exact, 2, 3), logits, 3).Top);

        LiveScorer near = Live(DecoderKind.Table, 1, 2, 3);
        ScoringScratch scratch = near.CreateScratch();
        near.Prepare(logits, scratch);
        Assert.Equal(1, near.CountNearest(scratch));

        LiveScorer Live(DecoderKind kind, params int[] live) => LiveScorer.Create(codebook, HeadLoss.Logistic, new Decoder(kind), long.MaxValue, live);
    }

    [Fact]
    public void CandidatesAreNeverRetired()
    {
        Codebook codebook = Shared(3000);
        int[] live = Live(3000);
        float[] outputs = Outputs((int)codebook.Outputs, 8);
        LiveScorer exact = LiveScorer.Create(codebook, HeadLoss.SquaredHinge, new Decoder(DecoderKind.LogitSum), long.MaxValue, live);
        foreach (CandidateSearch search in Searches)
        {
            Scorer scorer = exact.With(search);
            Assert.Equal(search, scorer.Search);
            ((int Index, float Score)[] top, _) = SampleCodes.Rank(scorer, outputs, 20, 0.5f);
            float[] scores = SampleCodes.AllScores(exact, outputs);
            Assert.Equal(20, top.Length);
            Assert.All(top, entry => Assert.Equal((true, scores[entry.Index]), (live.Contains(entry.Index), entry.Score)));
        }

        Assert.Equal(SampleCodes.Rank(exact, outputs, 20).Top, SampleCodes.Rank(exact.With(Searches[2]), outputs, 20).Top);
        Assert.Null(exact.With(Searches[0]).With(search: null).Search);
    }

    [Fact]
    public void WhatIsAskedForBeyondTheLiveClassesIsNotThere()
    {
        LiveScorer scorer = LiveScorer.Create(Shared(50), HeadLoss.SquaredHinge, new Decoder(DecoderKind.LogitSum), long.MaxValue, [7, 31]);
        Assert.Equal([7, 31], SampleCodes.Rank(scorer, Outputs(24, 2), 10).Top.Select(entry => entry.Index).Order());
        Assert.EndsWith("; retired classes left out", scorer.Plan, StringComparison.Ordinal);
        Assert.True(scorer.Bytes > 8);
        Scorer other = scorer.With(new Decoder(DecoderKind.Hinge, 3));
        Assert.Equal(new Decoder(DecoderKind.Hinge, 3), other.Decoder);
        Assert.Equal(2, SampleCodes.Rank(other, Outputs(24, 2), 10).Top.Length);
    }

    private static void Check(Codebook codebook, HeadLoss loss, Decoder decoder, long mostDigitBytes, float[] outputs)
    {
        Scorer all = Scorer.Create(codebook, loss, decoder, mostDigitBytes);
        int[] live = Live(codebook.Classes);
        LiveScorer scorer = LiveScorer.Create(codebook, loss, decoder, mostDigitBytes, live);
        float[] scores = SampleCodes.AllScores(all, outputs);
        bool isExact = decoder.Kind == DecoderKind.Exact;
        (int, float)[] expected = [.. live.Select(i => (i, scores[i])).OrderByDescending(entry => entry.Item2).ThenBy(entry => entry.i).Take(7)];

        ((int Index, float Score)[] top, double logSum) = SampleCodes.Rank(scorer, outputs, 7, 0.5f);
        if (!isExact)
        {
            Assert.Equal(expected, top);
            Assert.Equal(top, SampleCodes.Rank(scorer, outputs, 7).Top);
            double highest = expected[0].Item2;
            Assert.Equal((0.5 * highest) + Math.Log(live.Sum(i => Math.Exp(0.5 * (scores[i] - highest)))), logSum, 1e-3);
            Assert.Equal(scores.Select((score, i) => live.Contains(i) ? score : float.NegativeInfinity), SampleCodes.AllScores(scorer, outputs));
        }
        else
        {
            Assert.All(top, entry => Assert.Contains(entry.Index, live));
        }
    }

    // All but each fourth and a run in the middle.
    private static int[] Live(int classes) => [.. Enumerable.Range(0, classes).Where(i => i % 4 != 2 && (i < classes / 2 || i > (classes / 2) + 20))];

    private static Codebook Mixed(int classes) => new(
    [
        new HashedColumn(classes, new UniversalHash(98_765, 4, 9)), new ShuffledColumn(classes - 5, 9, 1, [0, 8, 3, 3, 1]),
        new ClusteredColumn([.. Enumerable.Range(0, classes).Select(i => i * 7 % 300)], 300),
    ]);

    private static Codebook Shared(int classes) => new([.. Enumerable.Range(0, 3).Select(r => new ShuffledColumn(classes, 8, (ulong)r))]);

    private static float[] Outputs(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        float[] outputs = new float[count];
        foreach (ref float output in outputs.AsSpan())
        {
            output = (float)((6 * random.NextDouble()) - 3);
        }

        return outputs;
    }
}
