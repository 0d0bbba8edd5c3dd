using System.Text;
using Codeword.Data;
using Codeword.Taxonomy;

namespace Codeword.Tests.Taxonomy;

public sealed class KnownTreeTests
{
    private const string Animals = "dog\tmammal\ncat\tmammal\n\nmammal\tanimal\npug\tdog\nowl\tanimal\nstone\n";

    [Fact]
    public void LinesOfChildAndParentMakeATree()
    {
        KnownTree tree = Edges(Animals);
        Assert.Equal(7, tree.Count);
        Assert.Equal((2, 2), Between(tree, "dog", "cat"));       // below mammal, below animal
        Assert.Equal((3, 1), Between(tree, "pug", "dog"));       // one is above the other
        Assert.Equal((2, 3), Between(tree, "pug", "cat"));
        Assert.Equal((1, 4), Between(tree, "pug", "owl"));
        Assert.Equal((4, 0), Between(tree, "pug", "pug"));
        Assert.Equal((0, 3), Between(tree, "owl", "stone"));     // over the nameless root above both
        Assert.False(tree.TryFind("eel", out _));
    }

    [Fact]
    public void TheSameTreeIsReadFromNewick()
    {
        KnownTree tree = Newick("[a comment]((( 'pug' : 0.5 )dog:1e-3,cat)mammal,\nowl)animal ;\n");
        Assert.Equal(6, tree.Count);
        Assert.Equal((2, 2), Between(tree, "dog", "cat"));
        Assert.Equal((3, 1), Between(tree, "pug", "dog"));
        Assert.Equal((1, 4), Between(tree, "pug", "owl"));
    }

    [Fact]
    public void NewickNamesMayBeQuotedOrAbsent()
    {
        KnownTree tree = Newick("('it''s',,'two\nlines',(under_score,'(:;)'));");
        Assert.Equal(7, tree.Count);
        Assert.Equal((1, 2), Between(tree, "it's", "two\nlines"));
        Assert.Equal((2, 2), Between(tree, "under_score", "(:;)"));
        Assert.Equal(1, Newick("alone;").Count);
    }

    [Theory]
    [InlineData("a\tb\nc\td\te\n", ":2:0: found 3 fields; expected child, tab, parent")]
    [InlineData("a\t\n", ":1:0: found an empty name; expected child, tab, parent")]
    [InlineData("a\tb\nc\td\na\tc\n", ":3:0: found a second parent \"c\" of \"a\", which has \"b\" since line 1; expected one")]
    [InlineData("a\tb\nb\tc\nc\ta\nd\ta\n", ":1:0: found \"a\" below itself; expected a tree without circles")]
    [InlineData("x\ty\na\ta\n", ":2:0: found \"a\" below itself; expected a tree without circles")]
    [InlineData("\n\n", ": found no node; expected lines of child, tab, parent")]
    public void LinesThatMakeNoTreeAreRefused(string text, string problem) =>
        Assert.Equal("tree.tsv" + problem, Assert.Throws<DataFormatException>(() => Edges(text)).Message);

    [Theory]
    [InlineData("", ":1:1: found the end; expected the \";\" at the end")]
    [InlineData("(a,b)", ":2:1: found the end; expected the \";\" at the end")]
    [InlineData("(a,b", ":2:1: found the end; expected \",\" or \")\"")]
    [InlineData("(a,b;", ":1:5: found \";\"; expected \",\" or \")\", as a \"(\" is open")]
    [InlineData("(a,b));", ":1:6: found \")\"; expected the \";\" at the end")]
    [InlineData("(a b);", ":1:4: found \"b\"; expected \",\" or \")\"")]
    [InlineData("(a,\n(c,a));", ":2:5: found the name \"a\" a second time; expected each once")]
    [InlineData("(a:x,b);", ":1:5: found the length \"x\"; expected a number")]
    [InlineData("(a:,b);", ":1:4: found the length \"\"; expected a number")]
    [InlineData("('a,b);", ":1:2: found a quote that does not end; expected another")]
    [InlineData("(a[b);", ":1:3: found a \"[\" that does not end; expected \"]\"")]
    [InlineData("(a,b);c", ":1:7: found \"c\" behind the \";\"; expected one tree")]
    public void TextThatIsNoNewickIsRefused(string text, string problem) =>
        Assert.Equal("tree.nwk" + problem, Assert.Throws<DataFormatException>(() => Newick(text)).Message);

    [Fact]
    public void BytesThatAreNoTextAreRefused() => Assert.Equal(
        "t:1:2: found the byte 0xFF, which is not UTF-8 here; expected text in UTF-8",
        Assert.Throws<DataFormatException>(() => KnownTree.ReadNewick(new MemoryStream([(byte)'(', 0xFF]), "t")).Message);

    private static (int Depth, int Path) Between(KnownTree tree, string first, string second)
    {
        Assert.True(tree.TryFind(first, out int a) & tree.TryFind(second, out int b));
        Assert.Equal(tree.Path(a, b), tree.Path(b, a));
        return (tree.AncestorDepth(a, b), tree.Path(a, b));
    }

    private static KnownTree Edges(string text) => KnownTree.ReadEdges(new MemoryStream(Encoding.UTF8.GetBytes(text)), "tree.tsv");

    private static KnownTree Newick(string text) => KnownTree.ReadNewick(new MemoryStream(Encoding.UTF8.GetBytes(text)), "tree.nwk");
}
