using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Evaluation;

public sealed class TiedRankingTests
{
    [Fact]
    public void WithoutTiesItIsAveragePrecision()
    {
        // Relevant at ranks 1, 3 and 4 of 5: (1 + 2/3 + 3/4)/3.
        int[] one = [1, 1, 1, 1, 1], relevant = [1, 0, 1, 1, 0];

        Assert.Equal((1 + (2 / 3.0) + (3 / 4.0)) / 3, TiedRanking.AveragePrecision(one, relevant, 1000), 1e-12);
        Assert.Equal((1 + (2 / 3.0)) / 3, TiedRanking.AveragePrecision(one, relevant, 3), 1e-12);
        Assert.Equal(1.0 / 2, TiedRanking.AveragePrecision(one, relevant, 2), 1e-12);   // Two of the three fit before the cut-off.
    }

    [Fact]
    public void TiedItemsShareTheirPlaces()
    {
        // One relevant item among two at one distance: at rank 1 or 2, (1 + 1/2)/2. Two among three: orders RRN 1, RNR (1 + 2/3)/2, NRR (1/2 + 2/3)/2.
        Assert.Equal(0.75, TiedRanking.AveragePrecision([2], [1], 1000), 1e-12);
        Assert.Equal((1 + (5 / 6.0) + (7 / 12.0)) / 3, TiedRanking.AveragePrecision([3], [2], 1000), 1e-12);
        Assert.Equal(0.5, TiedRanking.AveragePrecision([2], [1], 1), 1e-12);
    }

    [Fact]
    public void NothingRelevantIsZero()
    {
        Assert.Equal(0, TiedRanking.AveragePrecision([3, 2], [0, 0], 10));
        Assert.Equal(0, TiedRanking.AveragePrecision([], [], 10));
    }

    [Fact]
    public void ItIsTheMeanOverAllOrdersOfTiedItems()
    {
        var random = new SplitMix64(1);
        for (int trial = 0; trial < 60; trial++)
        {
            (int Distance, bool IsRelevant)[] items = [.. Enumerable.Range(0, 1 + random.NextIndex(7)).Select(_ => (random.NextIndex(3), random.NextIndex(2) == 0))];
            int[] counts = [.. Enumerable.Range(0, 3).Select(d => items.Count(item => item.Distance == d))];
            int[] relevant = [.. Enumerable.Range(0, 3).Select(d => items.Count(item => item.Distance == d && item.IsRelevant))];
            bool[][] orders = [.. ReferenceRetrieval.Orders(items)];
            for (int cutoff = 1; cutoff <= 8; cutoff++)
            {
                int over = Math.Min(relevant.Sum(), cutoff);
                Assert.Equal(
                    orders.Average(order => ReferenceRetrieval.AveragePrecision(order, cutoff, over)), TiedRanking.AveragePrecision(counts, relevant, cutoff), 1e-12);
                Assert.Equal(
                    orders.Average(order => order.Take(cutoff).Count(isRelevant => isRelevant)), TiedRanking.RelevantAmong(counts, relevant, cutoff), 1e-12);
            }
        }
    }
}
