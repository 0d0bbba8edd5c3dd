using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

public class SplitHashTests
{
    // FNV-1a's published test vectors, upper half folded into the lower one by hand: 85944171 f73967e8 → f73967e8 ^ 85944171 = 72ad2699.
    [Theory]
    [InlineData("", 0xcbf29ce44fd0bfc1)]
    [InlineData("a", 0xaf63dc4c296230c0)]
    [InlineData("foobar", 0x8594417172ad2699)]
    public void ItIsFnv1aWithItsHalvesFolded(string name, ulong expected) => Assert.Equal(expected, SplitHash.Of(name));

    [Fact]
    public void AboutEveryFifthNameIsForTesting()
    {
        int test = Enumerable.Range(0, 10_000).Count(i => SplitHash.IsTest(SplitHash.Of($"n{i:D8}")));
        Assert.InRange(test, 1_850, 2_150);
    }
}
