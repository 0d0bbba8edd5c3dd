using System.Text;
using Codeword.Codes;
using Codeword.Numerics;
using Codeword.Taxonomy;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Taxonomy;

public sealed class AgreementTests
{
    private static readonly int[] FourNodes = [0, 1, 2, 3];

    [Fact]
    public void TripletsAreCountedAsByHand()
    {
        // a–b 1, a–c 2, a–d 1, b–c 2, b–d 3, c–d 5. Known: ab of abc (right), ab of abd (as near as ad), ac of acd (found: ad), bc of bcd (right).
        KnownTree known = Newick("(((a,b),c),d);");
        double[] distances = [0, 1, 2, 1, 1, 0, 2, 3, 2, 2, 0, 5, 1, 3, 5, 0];
        var triplets = Triplets.Of(known, Nodes(known, "a", "b", "c", "d"), (i, j) => distances[(4 * i) + j], 1);
        Assert.Equal(new Triplets(4, 2, 1, IsDrawn: false), triplets);
        Assert.Equal(7 / 12.0, triplets.Accuracy, 1e-12);
    }

    [Fact]
    public void WhatTheKnownTreeDoesNotResolveDoesNotCount()
    {
        KnownTree star = Newick("(a,b,c,d);");
        var triplets = Triplets.Of(star, Nodes(star, "a", "b", "c", "d"), (i, j) => i + j, 1);
        Assert.Equal(0, triplets.Resolved);
        Assert.True(double.IsNaN(triplets.Accuracy));
    }

    [Fact]
    public void AClassMayStandAboveAnother()
    {
        KnownTree known = Newick("((pug)dog,cat)animal;");
        Assert.Equal(new Triplets(1, 1, 0, IsDrawn: false), Triplets.Of(known, Nodes(known, "pug", "dog", "cat"), (i, j) => i + j, 1));
        Assert.Equal(new Triplets(1, 0, 0, IsDrawn: false), Triplets.Of(known, Nodes(known, "pug", "dog", "cat"), (i, j) => -i - j, 1));
    }

    [Fact]
    public void DrawnTriplesTellWhatAllDo()
    {
        const int Count = 183;
        ClassTree truth = SampleTrees.Tree(BinaryCodes.Random(Count, 24, 1)), other = SampleTrees.Tree(BinaryCodes.Random(Count, 3, 2));
        using var text = new StringWriter();
        TreeText.WriteNewick(truth, text);
        KnownTree known = Newick(text.ToString());
        var heights = new CopheneticHeights(other);
        var drawn = Triplets.Of(known, Nodes(known, [.. truth.Labels.Names]), heights.Of, 1);
        Assert.True(drawn.IsDrawn);

        (long resolved, double right) = (0, 0);
        int[] nodes = Nodes(known, [.. truth.Labels.Names]);
        for (int a = 0; a < Count; a++)
        {
            for (int b = a + 1; b < Count; b++)
            {
                for (int c = b + 1; c < Count; c++)
                {
                    int expected = ReferenceTree.Closest(
                        -known.AncestorDepth(nodes[a], nodes[b]), -known.AncestorDepth(nodes[a], nodes[c]), -known.AncestorDepth(nodes[b], nodes[c]));
                    int found = ReferenceTree.Closest(heights.Of(a, b), heights.Of(a, c), heights.Of(b, c));
                    resolved += expected >= 0 ? 1 : 0;
                    right += expected < 0 ? 0 : found < 0 ? 1 / 3.0 : found == expected ? 1 : 0;
                }
            }
        }

        Assert.Equal(right / resolved, drawn.Accuracy, 0.003);
        Assert.NotEqual(drawn, Triplets.Of(known, nodes, heights.Of, 2));
        Assert.Equal(drawn, Triplets.Of(known, nodes, heights.Of, 1));
    }

    // Of 1, 2, 3 and 2, 4, 7: 5/√(2 · 38/3).
    [Fact]
    public void CorrelationIsAsByHand()
    {
        Assert.Equal(5 / Math.Sqrt(76 / 3.0), PairCorrelation.Of(3, (i, j) => i + j, Second, 1), 1e-12);
        Assert.Equal(5 / Math.Sqrt(76 / 3.0), PairCorrelation.Of(3, (i, j) => 1e9 + i + j, Second, 1), 1e-6);
        Assert.Equal(-1, PairCorrelation.Of(3, (i, j) => i + j, (i, j) => -i - j, 1), 1e-12);
        Assert.True(double.IsNaN(PairCorrelation.Of(3, (_, _) => 0.1, Second, 1)));
        Assert.True(double.IsNaN(PairCorrelation.Of(1, Second, Second, 1)));

        static double Second(int i, int j) => i + j == 1 ? 2 : i + j == 2 ? 4 : 7;
    }

    [Fact]
    public void DrawnPairsTellWhatAllDo()
    {
        const int Count = 1_500;
        double drawn = PairCorrelation.Of(Count, X, Y, 1);
        Assert.NotEqual(drawn, PairCorrelation.Of(Count, X, Y, 2));
        var all = Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(i + 1, Count - i - 1).Select(j => (X(i, j), Y(i, j)))).ToList();
        Assert.Equal(ReferenceMantel.Correlation([.. all.Select(pair => pair.Item1)], [.. all.Select(pair => pair.Item2)]), drawn, 0.003);

        static double X(int i, int j) => Math.Abs(i - j);
        static double Y(int i, int j) => Math.Abs(i - j) + (40 * ((i + j) % 50));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void MantelsTestTellsWhatAllOrdersDo(ulong seed)
    {
        Func<int, int, double> x = Distances(6, seed), y = Distances(6, seed + 10);
        var test = MantelTest.Of(6, x, y, seed, permutations: 20_000);
        Assert.Equal(ReferenceMantel.P(6, x, y), test.P, 0.015);
        Assert.Equal(PairCorrelation.Of(6, x, y, 1), test.Correlation, 1e-6);
        Assert.Equal(test, MantelTest.Of(6, x, y, seed, permutations: 20_000, threads: 1));
    }

    [Fact]
    public void DistancesThatGoTogetherAreNoChance()
    {
        Func<int, int, double> x = Distances(60, 1);
        Assert.Equal(1 / 1000.0, MantelTest.Of(60, x, (i, j) => x(i, j) + 3, 1).P);
        Assert.Equal(1, MantelTest.Of(60, x, (i, j) => -x(i, j), 1).P);
        Assert.Equal(-1, MantelTest.Of(60, x, (i, j) => -x(i, j), 1).Correlation, 1e-6);
        MantelTest none = MantelTest.Of(60, x, (_, _) => 0.1, 1);
        Assert.Equal((double.NaN, 1), (none.Correlation, none.P));
        Assert.Equal(MantelTest.MostClasses, MantelTest.Of(MantelTest.MostClasses + 1, (i, j) => i + j, (i, j) => i * j, 1, permutations: 1).Classes);
        Assert.Throws<ArgumentOutOfRangeException>(() => MantelTest.Of(2, x, x, 1));
    }

    // Heights: 1 within a, b and within c, d, else 3; distances 1, 3, 4, 2, 3, 1; paths 2 and 4. Cophenetic: (16/3)/√(16/3 · 22/3).
    [Fact]
    public void AgreementIsAsByHand()
    {
        var labels = SampleTrees.Letters(4);
        ClassTree tree = Agglomeration.Of(labels, SampleTrees.Line);
        var agreement = TreeAgreement.Of(tree, (i, j) => SampleTrees.Line.Distance(i, j), Newick("((a,b),(c,d));"), 1);
        Assert.Equal(4, agreement.Classes);
        Assert.Equal(new Triplets(4, 4, 0, IsDrawn: false), agreement.TreeTriplets);
        Assert.Equal(new Triplets(4, 4, 0, IsDrawn: false), agreement.DistanceTriplets);
        Assert.Equal(Math.Sqrt(16 / 22.0), agreement.Cophenetic, 1e-12);
        Assert.Equal((1.0, 1.0), (Math.Round(agreement.TreeWithPaths, 12), Math.Round(agreement.TreeWithAncestors, 12)));
        Assert.Equal(Math.Sqrt(16 / 22.0), agreement.DistanceWithPaths, 1e-12);
        Assert.Equal(Math.Sqrt(16 / 22.0), agreement.DistanceWithAncestors, 1e-12);
    }

    [Fact]
    public void ClassesThatTheKnownTreeLacksAreLeftOut()
    {
        ClassTree tree = Agglomeration.Of(SampleTrees.Letters(4), SampleTrees.Line);
        var agreement = TreeAgreement.Of(tree, (i, j) => SampleTrees.Line.Distance(i, j), Newick("(b,(c,d),z);"), 1);
        Assert.Equal(3, agreement.Classes);
        Assert.Equal(new Triplets(1, 1, 0, IsDrawn: false), agreement.TreeTriplets);
        Assert.Equal(
            "The known tree has 2 of the 4 classes; agreement needs three or more. Classes are found by their names.",
            Assert.Throws<ArgumentException>(() => TreeAgreement.Of(tree, (_, _) => 0, Newick("(a,b,z);"), 1)).Message);
    }

    [Fact]
    public void NoNodesMakeNoTriple() => Assert.Equal(0, Triplets.Of(Newick("(a,b,c,d);"), FourNodes[..2], (_, _) => 0, 1).Resolved);

    private static Func<int, int, double> Distances(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] values = [.. Enumerable.Range(0, count * count).Select(_ => random.NextDouble())];
        return (i, j) => values[(Math.Min(i, j) * count) + Math.Max(i, j)];
    }

    private static int[] Nodes(KnownTree tree, params string[] names) => [.. names.Select(name => tree.TryFind(name, out int node) ? node : -1)];

    private static KnownTree Newick(string text) => KnownTree.ReadNewick(new MemoryStream(Encoding.UTF8.GetBytes(text)), "tree.nwk");
}
