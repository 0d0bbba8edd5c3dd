using System.Numerics;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

public sealed class TableScorerTests
{
    public static TheoryData<string> Codebooks => new(All().Select(pair => pair.Name));

    [Theory]
    [MemberData(nameof(Codebooks))]
    public void TheTableSaysWhatComparingAllCodesSays(string name)
    {
        BinaryCodes codes = All().Single(pair => pair.Name == name).Codes;
        Scorer table = SampleCodes.Create(codes, DecoderKind.Table);
        Scorer scan = SampleCodes.Create(codes, DecoderKind.Hamming);
        for (ulong seed = 0; seed < 20; seed++)
        {
            foreach (float[] logits in SampleCodes.Logits(codes, seed))
            {
                Assert.All([1, 2, 7], count => Assert.Equal(SampleCodes.Rank(scan, logits, count).Top, SampleCodes.Rank(table, logits, count).Top));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codebooks))]
    public void EverySetHoldsTheNearestClassesWhereThereIsRoom(string name)
    {
        BinaryCodes codes = All().Single(pair => pair.Name == name).Codes;
        if (codes.Bits > 12)
        {
            codes = new BinaryCodes([.. codes.Words.ToArray().Where((_, i) => i % codes.WordsPerCode == 0).Select(word => word & 0xFFF)], codes.Count, 12);
        }

        foreach (int most in new[] { int.MaxValue, 3000, 5, 0 })
        {
            var table = new NearestTable(codes, most);
            int stored = 0;
            long apart = 0;
            for (int code = 0; code < 1 << codes.Bits; code++)
            {
                int[] found = [.. table.Find(code).ToArray().Order()];
                stored += found.Length > 0 ? 1 : 0;
                apart += found.Length > 0 ? found.Length + 1 : 0;
                if (found.Length > 0 || most == int.MaxValue)
                {
                    Assert.Equal(ReferenceBits.Nearest(codes, [.. Enumerable.Range(0, codes.Bits).Select(j => ((code >> j) & 1) * 2f - 1)]), found);
                }
            }

            Assert.InRange(table.Bytes, 4L << codes.Bits, (4L << codes.Bits) + (4 * Math.Min(most, apart)));   // At most what sets stored apart would take.
            Assert.True(most != int.MaxValue || stored == 1 << codes.Bits);
        }
    }

    [Fact]
    public void ScansAreCounted()
    {
        BinaryCodes codes = SampleCodes.Of(30, 1, 1, 1 << 20, 7);
        Scorer scorer = SampleCodes.Create(codes, DecoderKind.Table);
        ScoringScratch scratch = scorer.CreateScratch();

        Assert.Equal((1, 0), Rank(SignsOf(1), 1));   // Two classes have this code: enough for one or two names.
        Assert.Equal((2, 0), Rank(SignsOf(1), 2));
        Assert.Equal((3, 1), Rank(SignsOf(1), 3));
        Assert.Equal((4, 2), Rank(SignsOf(3), 1));   // Nobody's code.
        Assert.Equal((5, 2), Rank(SignsOf(7), 1));

        (long, long) Rank(float[] logits, int count)
        {
            scorer.Prepare(logits, scratch);
            var top = new TopK(new int[count], new float[count]);
            scorer.Rank(scratch, ref top, 0);
            Assert.Equal(count, top.Count);
            return (scratch.Rankings, scratch.Scans);
        }

        static float[] SignsOf(int code) => [.. Enumerable.Range(0, 30).Select(j => ((code >> j) & 1) * 2f - 1)];
    }

    [Fact]
    public void UpToTwentyBitsNothingIsSearchedForWhereSetsAreSmall()
    {
        BinaryCodes codes = SampleCodes.Draw(500, 20, 3);
        Scorer scorer = SampleCodes.Create(codes, DecoderKind.Table);
        ScoringScratch scratch = scorer.CreateScratch();
        foreach (float[] logits in SampleCodes.Logits(codes, 4))
        {
            scorer.Prepare(logits, scratch);
            var top = new TopK(new int[1], new float[1]);
            scorer.Rank(scratch, ref top, 0);
        }

        Assert.Equal((12, 0), (scratch.Rankings, scratch.Scans));
    }

    private static IEnumerable<(string Name, BinaryCodes Codes)> All() =>
    [
        ("one class", SampleCodes.Of(5, 9)),
        ("one bit", SampleCodes.Of(1, 0, 1, 1, 0)),
        ("one bit, one value", SampleCodes.Of(1, 1, 1)),
        ("opposite corners", SampleCodes.Of(10, 0, 1023)),
        ("all the same", SampleCodes.Of(8, [.. Enumerable.Repeat(77UL, 300)])),
        ("even parity", SampleCodes.Where(9, code => BitOperations.PopCount(code) % 2 == 0)),
        ("every code", SampleCodes.Where(7, _ => true)),
        ("a shell around nothing", SampleCodes.Where(11, code => BitOperations.PopCount(code) == 5)),
        ("far from almost all", SampleCodes.Where(12, code => code < 8)),
        ("random, sparse", SampleCodes.Draw(40, 14, 1)),
        ("random, dense", SampleCodes.Draw(900, 11, 2)),
        ("random, 20 bits", SampleCodes.Draw(800, 20, 3)),
        ("random, 21 bits", SampleCodes.Draw(500, 21, 4)),
        ("random, 64 bits", SampleCodes.Draw(300, 64, 5)),
        ("random, 65 bits", SampleCodes.Draw(300, 65, 6)),
        ("a shell in 20 bits", SampleCodes.Where(20, code => BitOperations.PopCount(code) == 3)),
    ];
}
