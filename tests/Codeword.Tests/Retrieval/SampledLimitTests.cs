using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class SampledLimitTests
{
    private const int Blocks = 256;
    private const int Highest = 65;

    // 16 are expected. Of 40 that lie apart, three deviations are 3 · sqrt(40 - 40²/256) = 17: 23 are left. Of 30 it is 15 less.
    [Theory]
    [InlineData(40, 1, 21)]
    [InlineData(30, 1, 31)]
    [InlineData(64, 64, 31)]
    [InlineData(640, 64, 21)]
    public void ItIsTheLowestWithEnoughNearerWhereBlocksAreNotTooUnlike(int near, int nearOfABlock, int expected)
    {
        // The near ones are at 20, all others at 30.
        var sample = new Sample(limit => [.. Enumerable.Range(0, Blocks).Select(block => limit > 30 ? 64 : limit > 20 && block < near / nearOfABlock ? nearOfABlock : 0)]);

        Assert.Equal(expected, SampledLimit.Lowest(sample, Blocks, 16, Highest, mayBeFew: false));
    }

    [Fact]
    public void ARadiusWithFewCodesIsLookedAtOnceAndKept()
    {
        int looks = 0;
        var sample = new Sample(limit =>
        {
            looks++;
            return [.. Enumerable.Repeat(limit > 10 ? 1 : 0, Blocks)];
        });

        Assert.Equal(10, SampledLimit.Lowest(sample, Blocks, 16, 10, mayBeFew: true));
        Assert.Equal(1, looks);
        Assert.Equal(11, SampledLimit.Lowest(sample, Blocks, 16, 40, mayBeFew: true));
    }

    // Counts of blocks by the limit.
    private sealed class Sample(Func<int, int[]> counts) : ICodeSample
    {
        public (int Codes, int Squares) CountNearer(int limit)
        {
            int[] nearer = counts(limit);
            return (nearer.Sum(), nearer.Sum(count => count * count));
        }
    }
}
