using Codeword.Cli.Datasets;
using Codeword.Data;

namespace Codeword.Tests.Cli.Datasets;

/// <summary>The expected bytes were worked out by the reference script and, where a comment says so, by hand.</summary>
public sealed class WordNetDatasetTests : IDisposable
{
    private static readonly string[] FileNames =
    [
        "labels.txt", "names.tsv", "test.ids", "test.svm", "test.txt", "test.xmlc.txt",
        "train.ids", "train.svm", "train.txt", "train.xmlc.txt", "tree.tsv", "vocab.txt",
    ];

    private readonly TinyWordNet _dictionary = new();

    public void Dispose() => _dictionary.Dispose();

    [Fact]
    public void FourFoldersGetTwelveFilesEach()
    {
        Build();
        foreach (string set in new[] { "wordnet", "wordnet_coarse", "wordnet_ml", "wordnet_anc" })
        {
            IEnumerable<string?> files = Directory.GetFiles(Path.Combine(_dictionary.Output, set)).Select(Path.GetFileName);
            Assert.Equal(FileNames, files.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void TextStandsInFastTextsFormatInTheOrderOfTheHash()
    {
        Build();
        Assert.Equal(
            "__label__0 a small dog of wales\n__label__0 a clever dog the is a clever dog\n__label__0 a small dog a or\n"
            + "__label__0 a dog that hunts\n__label__0 a dog that pulls\n",
            _dictionary.Read("wordnet/train.txt"));
        Assert.Equal("__label__0 a dog of no breed\n", _dictionary.Read("wordnet/test.txt"));
        Assert.Equal("n00000102\nn00000103\nn00000101\nn00000104\nn00000105\n", _dictionary.Read("wordnet/train.ids"));
        Assert.Equal("n00000109\n", _dictionary.Read("wordnet/test.ids"));
    }

    [Fact]
    public void TheVocabularyHoldsTermsOfTwoTrainingRows()
    {
        // n = 5; "a" and "dog" stand in all rows: ln(6/6) + 1; the others in 2: ln(6/3) + 1.
        Build();
        Assert.Equal(
            "a\t5\t1.000000\na dog\t2\t1.693147\na small\t2\t1.693147\ndog\t5\t1.000000\ndog that\t2\t1.693147\n"
            + "small\t2\t1.693147\nsmall dog\t2\t1.693147\nthat\t2\t1.693147\n",
            _dictionary.Read("wordnet/vocab.txt"));
    }

    [Fact]
    public void FeaturesCountFromOneInLibsvmAndFromZeroInXmlc()
    {
        // Row 2: "a" and "dog" twice each, equal weights, 1/√2. Test row: 1 and 1 and ln 2 + 1, length 2.20607.
        Build();
        Assert.Equal(
            "0 1:0.30714 3:0.52004 4:0.30714 6:0.52004 7:0.52004\n0 1:0.70711 4:0.70711\n0 1:0.54232 3:0.45911 4:0.27116 6:0.45911 7:0.45911\n"
            + "0 1:0.30714 2:0.52004 4:0.30714 5:0.52004 8:0.52004\n0 1:0.30714 2:0.52004 4:0.30714 5:0.52004 8:0.52004\n",
            _dictionary.Read("wordnet/train.svm"));
        Assert.Equal("0 1:0.45329 2:0.76749 4:0.45329\n", _dictionary.Read("wordnet/test.svm"));
        Assert.Equal("1 8 1\n0 0:0.45329 1:0.76749 3:0.45329\n", _dictionary.Read("wordnet/test.xmlc.txt"));
        Assert.StartsWith("5 8 1\n0 0:0.30714 2:0.52004 ", _dictionary.Read("wordnet/train.xmlc.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesOfFiveMembersAreKeptAndNamedInWords()
    {
        Build();
        Assert.Equal("n00000020\n", _dictionary.Read("wordnet/labels.txt"));
        Assert.Equal("0\tn00000020\tdog, domestic dog\n", _dictionary.Read("wordnet/names.tsv"));
        Assert.Equal("0\tn00000010\tentity\n1\tn00000020\tdog, domestic dog\n", _dictionary.Read("wordnet_ml/names.tsv"));
    }

    [Fact]
    public void TheTreeLeadsFromEachClassToItsRootByFirstHypernyms()
    {
        Build();
        Assert.Equal("0\tn00000010\nn00000010\n", _dictionary.Read("wordnet/tree.tsv"));
        Assert.Equal("0\n1\t0\n", _dictionary.Read("wordnet_ml/tree.tsv"));   // entity is a class, dog another below it
    }

    [Fact]
    public void ACircleOfHypernymsBecomesATree()
    {
        using var circle = new TinyWordNet(
            "00000001 03 n 01 a 0 001 @ 00000002 n 0000 | x\n00000002 03 n 01 b 0 002 @ 00000001 n 0000 @ 00000003 n 0000 | y\n00000003 03 n 01 c 0 000 | z\n");
        WordNet wordNet = WordNet.Read(circle.Files, default);
        Assert.Equal(["0\tn00000002", "n00000002\tn00000003", "n00000003"], HypernymTree.Lines(["n00000001"], wordNet));
        Assert.Equal(["0\t1", "1"], HypernymTree.Lines(["n00000002", "n00000001"], wordNet));
    }

    [Fact]
    public void TheMultiLabelSetsHoldDirectHypernymsAndAllAncestors()
    {
        Build();
        Assert.Equal(
            "0,1 1:0.28206 3:0.52105 4:0.32554 6:0.52105 7:0.52105\n0,1 1:0.65483 4:0.75577\n0,1 1:0.50686 3:0.46816 4:0.2925 6:0.46816 7:0.46816\n"
            + "1 1:0.28206 2:0.52105 4:0.32554 5:0.52105 8:0.52105\n0,1 1:0.28206 2:0.52105 4:0.32554 5:0.52105 8:0.52105\n0 1:1\n",
            _dictionary.Read("wordnet_ml/train.svm"));
        Assert.Equal("1 1:0.41723 2:0.77074 4:0.48154\n", _dictionary.Read("wordnet_ml/test.svm"));
        Assert.Equal("0,1 1:0.41723 2:0.77074 4:0.48154\n", _dictionary.Read("wordnet_anc/test.svm"));
        Assert.Equal("__label__0 __label__1 a dog of no breed\n", _dictionary.Read("wordnet_anc/test.txt"));
    }

    [Fact]
    public void TheCoarseSetNeedsTwentyGrandchildren()
    {
        Build();
        Assert.Equal("0 0 0\n", _dictionary.Read("wordnet_coarse/train.xmlc.txt"));

        IEnumerable<string> more = Enumerable.Range(201, 14).Select(i => $"{i:D8} 05 n 01 x 0 001 @ 00000020 n 0000 | breed {i}\n");
        using var larger = new TinyWordNet(TinyWordNet.Nouns + string.Concat(more));
        WordNetDataset.Build(larger.Files, larger.Output);
        Assert.Equal("0\tn00000010\tentity\n", larger.Read("wordnet_coarse/names.tsv"));
        Assert.Equal(20, (larger.Read("wordnet_coarse/train.ids") + larger.Read("wordnet_coarse/test.ids")).Count(c => c == '\n'));
    }

    [Fact]
    public void ACircleOfHypernymsEnds()
    {
        using var circle = new TinyWordNet(
            "00000001 03 n 01 a 0 001 @ 00000002 n 0000 | x\n00000002 03 n 01 b 0 002 @ 00000001 n 0000 @ 99999999 n 0000 | y\n");
        WordNet wordNet = WordNet.Read(circle.Files, default);
        Assert.Equal(["n00000001", "n00000002", "n99999999"], wordNet.Ancestors(wordNet.Synsets[0]));
    }

    [Fact]
    public void ProgressTellsTheSizesOfEachSet()
    {
        var lines = new List<string>();
        WordNetDataset.Build(_dictionary.Files, _dictionary.Output, new Lines(lines));
        Assert.Equal(["wordnet", "wordnet_coarse", "wordnet_ml", "wordnet_anc"], lines.Select(line => line.Split(':')[0]));
        Assert.Equal("wordnet: 1 classes, 5 training rows, 1 test rows, 8 features", lines[0]);
    }

    [Fact]
    public void ASecondRunReplacesTheFilesByTheSameBytes()
    {
        Build();
        string path = Path.Combine(_dictionary.Output, "wordnet", "train.svm");
        byte[] first = File.ReadAllBytes(path);
        File.WriteAllText(path, "old");
        Build();
        Assert.Equal(first, File.ReadAllBytes(path));
    }

    [Fact]
    public void AMalformedLineEndsTheBuildBeforeAnythingIsWritten()
    {
        using var broken = new TinyWordNet(verbs: "00000300 29 v 01 bark 0 zzz | x\n");
        var error = Assert.Throws<DataFormatException>(() => WordNetDataset.Build(broken.Files, broken.Output));
        Assert.Contains("data.verb:1:25: found \"zzz\"; expected a pointer count of 3 digits", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(broken.Output));
    }

    [Fact]
    public void AWordNetWithoutHypernymsIsRefused()
    {
        using var flat = new TinyWordNet("00000010 03 n 01 entity 0 000 | that which is\n");
        var error = Assert.Throws<DatasetException>(() => WordNetDataset.Build(flat.Files, flat.Output));
        Assert.EndsWith("has a hypernym, so there is nothing to classify.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledBuildLeavesNoPartialFile()
    {
        using var stop = new CancellationTokenSource();
        var stopAfterTheFirstSet = new Lines([], stop);
        Assert.Throws<OperationCanceledException>(
            () => WordNetDataset.Build(_dictionary.Files, _dictionary.Output, stopAfterTheFirstSet, stop.Token));
        Assert.True(File.Exists(Path.Combine(_dictionary.Output, "wordnet", "test.svm")));
        Assert.False(Directory.Exists(Path.Combine(_dictionary.Output, "wordnet_coarse")));
        Assert.Empty(Directory.GetFiles(_dictionary.Output, "*.partial", SearchOption.AllDirectories));
    }

    private void Build() => WordNetDataset.Build(_dictionary.Files, _dictionary.Output);

    private sealed class Lines(List<string> lines, CancellationTokenSource? stop = null) : IProgress<string>
    {
        public void Report(string value)
        {
            lines.Add(value);
            stop?.Cancel();
        }
    }
}
