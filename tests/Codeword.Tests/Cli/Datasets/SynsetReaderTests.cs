using Codeword.Cli.Datasets;
using Codeword.Data;

namespace Codeword.Tests.Cli.Datasets;

public class SynsetReaderTests
{
    [Fact]
    public void ALineBecomesASynset()
    {
        using var dictionary = new TinyWordNet();
        Synset[] synsets = [.. SynsetReader.Read(dictionary.Files.Nouns, 'n')];
        Assert.Equal(9, synsets.Length);
        Assert.Equal("n00000020", synsets[1].Id);
        Assert.Equal(["dog", "domestic dog"], synsets[1].Words);
        Assert.Equal(["n00000010"], synsets[1].Hypernyms);
        Assert.Equal("a tame wolf  ", synsets[1].Gloss);
    }

    [Fact]
    public void OnlyASyntacticMarkerAtTheEndOfAWordIsRemoved()
    {
        using var dictionary = new TinyWordNet("00000001 03 n 05 a(p) 0 (b) 0 c() 0 d(1) 0 e(f 0 000 | x\n");
        Assert.Equal(["a", "", "c()", "d(1)", "e(f"], SynsetReader.Read(dictionary.Files.Nouns, 'n').Single().Words);
    }

    [Fact]
    public void FramesOfVerbsAreSkipped()
    {
        using var dictionary = new TinyWordNet();
        Synset bark = SynsetReader.Read(dictionary.Files.Verbs, 'v').Single();
        Assert.Equal("v00000300", bark.Id);
        Assert.Empty(bark.Hypernyms);
    }

    [Theory]
    [InlineData("00000001 03 n 01 dog 0 000", 0, "found a line without \" | \"; expected fields, \" | \" and a definition")]
    [InlineData("", 0, "found a line without \" | \"; expected fields, \" | \" and a definition")]
    [InlineData(" | x", 1, "found the end of the fields; expected an offset of 8 digits")]
    [InlineData("0000001 03 n 01 dog 0 000 | x", 1, "found \"0000001\"; expected an offset of 8 digits")]
    [InlineData("0000000x 03 n 01 dog 0 000 | x", 1, "found \"0000000x\"; expected an offset of 8 digits")]
    [InlineData("00000001 | x", 9, "found the end of the fields; expected a lexicographer file number")]
    [InlineData("00000001 03 v 01 dog 0 000 | x", 13, "found \"v\"; expected the synset type n")]
    [InlineData("00000001 03 n xy dog 0 000 | x", 15, "found \"xy\"; expected a word count of 2 hexadecimal digits, at least 01")]
    [InlineData("00000001 03 n 00 000 | x", 15, "found \"00\"; expected a word count of 2 hexadecimal digits, at least 01")]
    [InlineData("00000001 03 n ffffffff dog 0 000 | x", 15, "found \"ffffffff\"; expected a word count of 2 hexadecimal digits, at least 01")]
    [InlineData("00000001 03 n 02 dog 0 | x", 23, "found the end of the fields; expected a word")]
    [InlineData("00000001 03 n 01 dog 0 -01 | x", 24, "found \"-01\"; expected a pointer count of 3 digits")]
    [InlineData("00000001 03 n 01 dog 0 002 @ 00000002 n 0000 | x", 45, "found the end of the fields; expected a pointer symbol")]
    [InlineData("00000001 03 n 01 dog 0 001 @ 2 n 0000 | x", 30, "found \"2\"; expected an offset of 8 digits")]
    [InlineData("00000001 03 n 01 dog 0 001 @ 00000002 q 0000 | x", 39, "found \"q\"; expected a part of speech: n, v, a, s or r")]
    [InlineData("00000001 03 n 01 dog 0 001 @ 00000002 n | x", 40, "found the end of the fields; expected a source and target of 4 hexadecimal digits")]
    public void AFaultIsNamedWithItsPlace(string line, int column, string problem)
    {
        using var dictionary = new TinyWordNet("  1 Licence\n" + line + "\n");
        string file = dictionary.Files.Nouns;
        var error = Assert.Throws<DataFormatException>(() => SynsetReader.Read(file, 'n').Count());
        Assert.Equal($"{file}:2:{column}: {problem}", error.Message);
    }

    [Fact]
    public void OffsetsMustAscend()
    {
        using var dictionary = new TinyWordNet("00000002 03 n 01 dog 0 000 | x\n00000002 03 n 01 cat 0 000 | x\n");
        var error = Assert.Throws<DataFormatException>(() => SynsetReader.Read(dictionary.Files.Nouns, 'n').Count());
        Assert.EndsWith(":2:1: found offset 00000002 after 00000002; expected ascending offsets", error.Message, StringComparison.Ordinal);
    }
}
