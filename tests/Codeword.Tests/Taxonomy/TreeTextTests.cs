using System.Text;
using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Taxonomy;

namespace Codeword.Tests.Taxonomy;

public sealed class TreeTextTests
{
    private static readonly LabelSet Odd = LabelSet.Create(["plain-1.5", "it's", "two words", "a\"b\\c\nd"]);

    private static readonly ClassTree Tree = Agglomeration.Of(Odd, SampleTrees.Line);

    [Fact]
    public void NewickQuotesNamesAndHasLengthsOfBranches()
    {
        // Pairs at height 1, everything at 3: classes hang at 1/2, pairs at 1, so that 0 and 3 are 1/2 + 1 + 1 + 1/2 apart.
        Assert.Equal("((plain-1.5:0.5,'it''s':0.5):1,('two words':0.5,'a\"b\\c\nd':0.5):1);\n", Written(TreeText.WriteNewick));
        Assert.Equal("'a:b'", TreeText.NewickName("a:b"));
        Assert.Equal("'under_score'", TreeText.NewickName("under_score"));
        Assert.Equal("'größe'", TreeText.NewickName("größe"));
    }

    [Fact]
    public void NewickIsReadBackWithTheSameNamesAndAncestors()
    {
        ClassTree tree = Agglomeration.Of(SampleTrees.Names(40), BinaryCodes.Random(40, 12, 2));
        using var text = new StringWriter();
        TreeText.WriteNewick(tree, text);
        var known = KnownTree.ReadNewick(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "t");
        Assert.Equal(79, known.Count);
        var agreement = TreeAgreement.Of(tree, (_, _) => 0, known, 1);
        Assert.Equal(40, agreement.Classes);
        Assert.Equal(agreement.TreeTriplets.Resolved, agreement.TreeTriplets.Right + agreement.TreeTriplets.Undecided);

        var odd = KnownTree.ReadNewick(new MemoryStream(Encoding.UTF8.GetBytes(Written(TreeText.WriteNewick))), "t");
        Assert.All(Odd.Names, name => Assert.True(odd.TryFind(name, out _), name));
    }

    [Fact]
    public void ATreeAsDeepAsItIsLargeIsWrittenAndReadBack()
    {
        const int Count = 20_000;
        var tree = new ClassTree(SampleTrees.Names(Count), [.. Enumerable.Range(1, Count - 1).Select(i => new Joining(0, i, i))], 1);
        string text = Written(tree, TreeText.WriteNewick);
        Assert.Equal(Count - 1, text.Count(c => c == '('));
        var known = KnownTree.ReadNewick(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t");
        Assert.Equal((2 * Count) - 1, known.Count);
        Assert.True(known.TryFind("class 0", out int deepest) & known.TryFind($"class {Count - 1}", out int last));
        Assert.Equal(Count, known.Path(deepest, last));
    }

    [Fact]
    public void GraphvizHasANodeAClassAndAPointAMerge()
    {
        string dot = Written(TreeText.WriteDot);
        Assert.StartsWith("digraph classes {\n  rankdir=LR;\n  n0 [shape=box, label=\"plain-1.5\"];\n  n1 [shape=box, label=\"it's\"];\n", dot, StringComparison.Ordinal);
        Assert.Contains("  n3 [shape=box, label=\"a\\\"b\\\\c\\nd\"];\n", dot, StringComparison.Ordinal);
        Assert.EndsWith("  n6 [shape=point, xlabel=\"3\"];\n  n6 -> n4;\n  n6 -> n5;\n}\n", dot, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasNamesAndMerges()
    {
        using var json = JsonDocument.Parse(Written(TreeText.WriteJson));
        Assert.Equal(Odd.Names, json.RootElement.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(
            Tree.Merges,
            json.RootElement.GetProperty("merges").EnumerateArray().Select(merge => new Merge(
                merge.GetProperty("first").GetInt32(), merge.GetProperty("second").GetInt32(), merge.GetProperty("height").GetDouble(), merge.GetProperty("size").GetInt32())));
    }

    private static string Written(Action<ClassTree, TextWriter> write) => Written(Tree, write);

    private static string Written(ClassTree tree, Action<ClassTree, TextWriter> write)
    {
        using var text = new StringWriter();
        write(tree, text);
        return text.ToString();
    }
}
