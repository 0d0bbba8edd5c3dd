using System.Numerics;
using Codeword.Codes;
using Codeword.Decoding;

namespace Codeword.Tests.Decoding;

public sealed class BitKernelsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 15)]
    [InlineData(31, 16)]
    [InlineData(32, 17)]
    [InlineData(61, 100)]
    [InlineData(64, 1000)]
    public void EveryKernelGivesTheScoresOfTheObviousSum(int bits, int classes)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 1);
        ScoringScratch scratch = new HammingScorer(codes).CreateScratch();
        foreach (float[] logits in SampleCodes.Logits(codes, 2))
        {
            LogitCode.Read(logits, scratch);
            float[] expected = [.. Enumerable.Range(0, classes).Select(i => BitKernels.Score(
                BitOperations.PopCount(codes.Words[i] ^ scratch.Code[0]),
                Enumerable.Range(0, bits).Sum(j => codes[i, j] == logits[j] > 0 ? 0 : scratch.Shares[j])))];
            float[] scores = new float[classes];

            BitKernels.FillSums(scratch.Shares, 8, scratch.ShareSums);
            BitKernels.ScoreCodes(codes.Words, scratch.Code, scratch.ShareSums, bits, scores);
            Assert.Equal(expected, scores);

            if (BitKernels.CanScoreWords)
            {
                scores.AsSpan().Clear();
                BitKernels.FillSums(scratch.Shares, 4, scratch.ShareSums);
                BitKernels.ScoreWords(codes.Words, scratch.Code[0], scratch.ShareSums, bits, scores);
                Assert.Equal(expected, scores);
            }
        }
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 3)]
    [InlineData(64, 20)]
    [InlineData(64, 65)]
    [InlineData(5, int.MaxValue)]
    public void TheFirstEightWithANearerCodeAreFound(int bits, int limit)
    {
        BinaryCodes codes = SampleCodes.Draw(117, bits, 3);
        for (int row = 0; row < 117; row++)
        {
            ulong code = codes.Words[row];
            for (int start = 0; start < 117; start += 13)
            {
                int expected = start;
                while (expected + 8 <= 117 && !Enumerable.Range(expected, 8).Any(i => BitOperations.PopCount(codes.Words[i] ^ code) < limit))
                {
                    expected += 8;
                }

                Assert.Equal(expected, BitKernels.FindNearer(codes.Words, code, limit, start));
            }
        }
    }
}
