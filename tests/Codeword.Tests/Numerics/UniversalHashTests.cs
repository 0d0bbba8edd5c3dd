using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Numerics;

public sealed class UniversalHashTests
{
    private const int Draws = 40_000;

    [Fact]
    public void TheHashIsThatOfItsDefinition()
    {
        var random = new SplitMix64(1);
        ulong[] edges = [0, 1, uint.MaxValue, UniversalHash.Prime - 1, UniversalHash.Prime, UniversalHash.Prime + 1, 1UL << 63, ulong.MaxValue];
        int[] keys = [0, 1, 2, 999_983, int.MaxValue, -1, int.MinValue];
        for (int draw = 0; draw < 200; draw++)
        {
            int buckets = random.NextIndex(draw % 2 == 0 ? 100 : int.MaxValue) + 1;
            var hash = UniversalHash.Draw(ref random, buckets);

            Assert.Equal(buckets, hash.Buckets);
            Assert.All(edges.Append(random.Next()), key => Assert.Equal(ReferenceHash.Value(hash.A, hash.C, key), hash.Value(key)));
            Assert.All(keys.Append((int)(random.Next() >> 33)), key =>
                Assert.Equal(ReferenceHash.Bucket(hash.A, hash.C, buckets, key), hash.Bucket(key)));
        }
    }

    [Fact]
    public void TheLargestCoefficientsDoNotOverflow()
    {
        const ulong Largest = UniversalHash.Prime - 1;
        var hash = new UniversalHash(Largest, Largest, 1000);

        Assert.All(new ulong[] { 0, 1, Largest, ulong.MaxValue - 1, ulong.MaxValue }, key =>
            Assert.Equal(ReferenceHash.Value(Largest, Largest, key), hash.Value(key)));
        Assert.Equal(Largest - 1, hash.Value(1));   // (p − 1) + (p − 1) ≡ p − 2
    }

    [Fact]
    public void ManyKeysHaveTheBucketsOfEachAlone()
    {
        var random = new SplitMix64(5);
        int[] buckets = [1, 2, 3, 64, 1000, 4096, (1 << 21) - 1, 1 << 21, (1 << 21) + 1, int.MaxValue];
        foreach (int most in buckets)
        {
            foreach (UniversalHash hash in (UniversalHash[])
                [UniversalHash.Draw(ref random, most), new(1, 0, most), new(UniversalHash.Prime - 1, UniversalHash.Prime - 1, most), new(1UL << 32, 5, most)])
            {
                foreach ((int first, int count) in ((int, int)[])[(0, 0), (0, 1), (5, 15), (0, 16), (123, 17), (1_000_000, 5000), (int.MaxValue - 100, 100)])
                {
                    int[] found = new int[count];
                    hash.FillBuckets(first, found);

                    Assert.Equal(Enumerable.Range(first, count).Select(hash.Bucket), found);

                    int[] keys = [.. Enumerable.Range(first, count).Reverse()];
                    hash.FillBuckets(keys, found);

                    Assert.Equal(keys.Select(hash.Bucket), found);
                }
            }
        }
    }

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(16, 0, 1)]
    [InlineData(16, 5, 1_000_000)]
    [InlineData(97, 3, 4)]
    public void TwoKeysMeetInOneOfBDraws(int buckets, int key, int other)
    {
        var random = new SplitMix64(17);
        int meetings = CountDraws(ref random, buckets, hash => hash.Bucket(key) == hash.Bucket(other));

        AssertBinomial(meetings, 1.0 / buckets);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    public void NeighboursMeetIndependently(int buckets)
    {
        // Pairwise independence does not ask for this; the variance of the unbiased mean does. An unscattered a·x + c fails by B/2.
        var random = new SplitMix64(29);
        int meetings = CountDraws(ref random, buckets, hash => hash.Bucket(6) == hash.Bucket(7) && hash.Bucket(7) == hash.Bucket(8));

        AssertBinomial(meetings, 1.0 / (buckets * buckets));
    }

    [Fact]
    public void EveryBucketIsEquallyLikely()
    {
        const int Buckets = 10;
        var random = new SplitMix64(23);
        int[] counts = new int[Buckets];
        for (int draw = 0; draw < Draws; draw++)
        {
            counts[UniversalHash.Draw(ref random, Buckets).Bucket(41)]++;
        }

        Assert.All(counts, count => AssertBinomial(count, 1.0 / Buckets));
    }

    [Fact]
    public void MeetingInOneRepetitionSaysNothingOfTheNext()
    {
        const int Buckets = 8;
        var random = new SplitMix64(31);
        int first = 0;
        int both = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var r = UniversalHash.Draw(ref random, Buckets);
            var s = UniversalHash.Draw(ref random, Buckets);
            if (r.Bucket(10) == r.Bucket(11))
            {
                first++;
                both += s.Bucket(10) == s.Bucket(11) ? 1 : 0;
            }
        }

        AssertBinomial(first, 1.0 / Buckets);
        AssertBinomial(both, 1.0 / Buckets, first);
    }

    [Fact]
    public void ScatteringKeepsKeysApart()
    {
        var hash = new UniversalHash(123_456_789, 987, int.MaxValue);
        var seen = new HashSet<int>();

        // 100,000 keys over 2³¹ buckets meet about twice by chance.
        Assert.InRange(Enumerable.Range(0, 100_000).Count(key => !seen.Add(hash.Bucket(key))), 0, 12);
    }

    [Theory]
    [InlineData(0UL, 0UL, 2, "a")]
    [InlineData(UniversalHash.Prime, 0UL, 2, "a")]
    [InlineData(1UL, UniversalHash.Prime, 2, "c")]
    [InlineData(1UL, 0UL, 0, "buckets")]
    [InlineData(1UL, 0UL, -5, "buckets")]
    public void CoefficientsOutsideTheFieldAreRefused(ulong a, ulong c, int buckets, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => new UniversalHash(a, c, buckets));

    private static int CountDraws(ref SplitMix64 random, int buckets, Func<UniversalHash, bool> holds)
    {
        int count = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            count += holds(UniversalHash.Draw(ref random, buckets)) ? 1 : 0;
        }

        return count;
    }

    private static void AssertBinomial(int count, double probability, int draws = Draws)
    {
        double deviation = 4.5 * Math.Sqrt(draws * probability * (1 - probability));
        Assert.InRange(count, (draws * probability) - deviation, (draws * probability) + deviation);
    }
}
