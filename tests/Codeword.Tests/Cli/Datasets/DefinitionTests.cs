using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

public class DefinitionTests
{
    [Theory]
    [InlineData("an UPPER-case dog's 2nd café", "", "an upper case dog s 2nd caf")]
    [InlineData("a dog; the dog", "dog", "a the")]
    [InlineData("a Domestic Dog is a dog", "domestic dog", "a is a dog")]
    [InlineData("a domestic dog is domestic", "domestic|domestic dog", "a is")]
    [InlineData("dogs", "dog", "dogs")]
    [InlineData("dog dog", "dog", "")]
    [InlineData("a dog", "-|dog", "a")]
    [InlineData("domestic", "domestic dog", "domestic")]
    [InlineData("", "dog", "")]
    public void ASynsetsOwnWordsAreLeftOut(string gloss, string words, string expected)
    {
        var tokens = new TokenTable();
        int[] text = Definition.Of(new Synset("n00000001", words.Split('|'), [], gloss), tokens);
        Assert.Equal(expected, string.Join(' ', text.Select(token => tokens[token])));
    }

    [Fact]
    public void GramsAreAllTokensAndAllPairsOfNeighbours()
    {
        var tokens = new TokenTable();
        string[] grams = [.. Gram.All(tokens.Tokenize("a b a b")).Select(gram => gram.ToText(tokens))];
        Assert.Equal(["a", "b", "a b", "a", "b a", "b", "a b"], grams);
    }
}
