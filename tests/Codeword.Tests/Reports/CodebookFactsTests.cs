using Codeword.Codes;
using Codeword.Reports;
using Codeword.Tests.Taxonomy;

namespace Codeword.Tests.Reports;

public sealed class CodebookFactsTests
{
    private static readonly double[] HalfAndQuarter = [1 / 8.0, 1 / 2.0, 3 / 8.0];

    [Fact]
    public void TheDistancesOfFourCodesAreCounted()
    {
        CodebookFacts facts = CodebookFacts.Of(Codebook.OfBits(SampleTrees.Line));

        // 0000 0001 0111 1111: distances 1, 3, 4, 2, 3, 1; of four tossed bits 1, 4, 6, 4, 1 sixteenths.
        Assert.Equal(
            [(0, 0, 1), (1, 2, 4), (2, 1, 6), (3, 2, 4), (4, 1, 1)],
            facts.Distances.Select(share => (share.Distance, (int)Math.Round(6 * share.Share), (int)(16 * share.Expected))));
        Assert.Equal([0.25, 0.5, 0.5, 0.75], facts.Ones);
        Assert.Equal(("bits", 6L, false, 4), (facts.Unit, facts.ComparedPairs, facts.ArePairsDrawn, facts.Classes));
        Assert.Contains(new Fact("unique codes", "4 of 4"), facts.Facts);
        Assert.Contains(new Fact("mean distance", "2.33 bits"), facts.Facts);
    }

    [Fact]
    public void DigitsOfDifferentSizesAreExpectedToDifferAsOftenAsTheirBucketsSay()
    {
        var codebook = new Codebook([new ShuffledColumn(8, 2, 1), new ShuffledColumn(8, 4, 2)]);

        Assert.Equal(HalfAndQuarter, CodebookFacts.Expected(codebook));
        CodebookFacts facts = CodebookFacts.Of(codebook);
        Assert.Equal(("digits", null, 28L), (facts.Unit, facts.Ones, facts.ComparedPairs));
        Assert.Equal([4, 2], facts.Columns.Select(column => column.Largest));
        Assert.Equal(1, facts.Distances.Sum(share => share.Share), 1e-12);
    }

    [Fact]
    public void OfManyPairsSomeAreDrawnAndTheRestIsCutOff()
    {
        CodebookFacts facts = CodebookFacts.Of(Codebook.OfBits(BinaryCodes.Random(2000, 64, 3)));

        Assert.Equal((200_000L, true), (facts.ComparedPairs, facts.ArePairsDrawn));
        Assert.InRange(facts.Distances[0].Distance, 8, 20);
        Assert.InRange(facts.Distances[^1].Distance, 44, 56);
        Assert.All(facts.Distances, share => Assert.Equal(share.Expected, share.Share, 0.01));
    }

    [Fact]
    public void OneDigitAloneHasNoDistances()
    {
        CodebookFacts facts = CodebookFacts.Of(new Codebook([new IdentityColumn(5)]));

        Assert.Null(facts.Unit);
        Assert.Empty(facts.Distances);
    }
}
