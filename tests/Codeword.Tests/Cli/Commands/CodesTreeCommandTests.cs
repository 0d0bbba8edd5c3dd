using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Taxonomy;
using Codeword.Tests.Models;

namespace Codeword.Tests.Cli.Commands;

public sealed class CodesTreeCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    [Theory]
    [InlineData("average", Linkage.Average)]
    [InlineData("Complete", Linkage.Complete)]
    [InlineData("ward", Linkage.Ward)]
    public void TheTreeIsPrintedInNewick(string name, Linkage linkage)
    {
        CliRun run = CliRun.Of("codes", "tree", codes.Model, "--linkage", name);
        Assert.Equal(new CliRun(0, Text(Tree(linkage), TreeText.WriteNewick), ""), run);
        Assert.Equal(Text(Tree(linkage), TreeText.WriteJson), CliRun.Of("codes", "tree", codes.Model, "--linkage", name, "--json", "--threads", "2").Output);
    }

    [Theory]
    [InlineData("tree.nwk")]
    [InlineData("tree.dot")]
    [InlineData("tree.JSON")]
    public void TheFilesEndingNamesTheFormat(string name)
    {
        string file = codes.File(name);
        Assert.Equal(new CliRun(0, "", $"{file}: a tree of 6 classes\n"), CliRun.Of("codes", "tree", codes.Model, "-o", file));
        Action<ClassTree, TextWriter> write = name[5..] switch { "nwk" => TreeText.WriteNewick, "dot" => TreeText.WriteDot, _ => TreeText.WriteJson };
        Assert.Equal(Text(Tree(Linkage.Average), write), File.ReadAllText(file));
    }

    [Fact]
    public void GroupsAreALineAClass()
    {
        ClassTree tree = Tree(Linkage.Average);
        Assert.Equal(
            TinyCodes.Kinds.Zip(tree.Cut(3), (name, group) => $"{name}\t{group}"), CliRun.Of("codes", "tree", codes.Model, "--groups", "3").Lines);
        Assert.Equal(
            TinyCodes.Kinds.Zip(tree.CutAt(1.5), (name, group) => $"{name}\t{group}"), CliRun.Of("codes", "tree", codes.Model, "--height", "1.5").Lines);
        Assert.Equal("{\"label\":\"cat\",\"group\":0}", CliRun.Of("codes", "tree", codes.Model, "--groups", "2", "--json").Lines[0]);
    }

    [Fact]
    public void ATreeAgreesWithItself()
    {
        string file = codes.File("own.nwk");
        CliRun.Of("codes", "tree", codes.Model, "-o", file);
        CliRun run = CliRun.Of("codes", "tree", codes.Model, "--truth", file, "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(6, json.RootElement.GetProperty("classes").GetInt32());
        Assert.Equal(20, json.RootElement.GetProperty("resolvedTriples").GetInt32());   // 6 over 3: a binary tree resolves all
        double own = json.RootElement.GetProperty("codes").GetProperty("treeTripletAccuracy").GetDouble();
        Assert.InRange(own, 0.5, 1);   // 1 but for merges at one height
        Assert.True(own > json.RootElement.GetProperty("randomCodes").GetProperty("treeTripletAccuracy").GetDouble());
        Assert.False(json.RootElement.GetProperty("triplesAreDrawn").GetBoolean());
    }

    [Fact]
    public void AgreementIsATable()
    {
        string truth = codes.Write("kinds.tsv", ["cat\tmammal", "dog\tmammal", "horse\tmammal", "mammal\tanimal", "owl\tanimal", "bee\tanimal"]);
        CliRun run = CliRun.Of("codes", "tree", codes.Model, "--truth", truth);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(
            "^classes in both trees +5\ntriples that the known tree resolves +6\n\n +codes +random codes\ntriplet accuracy, tree +0\\.[0-9]{4} +0\\.[0-9]{4}\n", run.Output);
        Assert.Equal(11, run.Lines.Length);
    }

    [Fact]
    public void BitsMayCountByTheirErrors()
    {
        string even = codes.Write("even.txt", ["0.1", "0.1", "0.1", "0.1", "0.1"]), one = codes.Write("one.txt", ["0.5", "0.1", "0.5", "0.5", "0.5"]);
        string plain = CliRun.Of("codes", "tree", codes.Model).Output;
        Assert.Equal(plain, CliRun.Of("codes", "tree", codes.Model, "--bit-errors", even).Output);
        Assert.Equal(
            Text(Agglomeration.Of(Labels, Codes, new TreeOptions { Weights = BitWeights.OfErrorRates([0.5, 0.1, 0.5, 0.5, 0.5]) }), TreeText.WriteNewick),
            CliRun.Of("codes", "tree", codes.Model, "--bit-errors", one).Output);
    }

    [Fact]
    public void CodesAreComparedWithARealValuedHeadByNames()
    {
        string real = codes.File("real.codeword"), tree = codes.File("beside.nwk");
        // The classes in another order, one of them missing.
        string rows = codes.Write("others.txt", File.ReadLines(codes.Text).Where(line => !line.StartsWith("__label__cat", StringComparison.Ordinal)).Reverse());
        Assert.Equal(0, CliRun.Of("train", "softmax", rows, "-o", real, "--width", "16", "--epochs", "4", "--refit", "false", "--threads", "1").Code);

        CliRun run = CliRun.Of("codes", "tree", codes.Model, "--against", real);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(
            "^classes compared +5\n\n +codes +random codes\ncorrelation with real-valued distances +-?[01]\\.[0-9]{4} +-?[01]\\.[0-9]{4}\n"
            + "chance of one as large +[01]\\.[0-9]{3} +[01]\\.[0-9]{3}\n$", run.Output);
        CliRun json = CliRun.Of("codes", "tree", codes.Model, "--against", real, "--json", "-o", tree);
        using var parsed = JsonDocument.Parse(json.Output);
        var rowsOfReal = ClassRows.Of(Classifier.Load(real).Model);
        LabelSet names = Classifier.Load(real).Labels;
        int[] places = [.. TinyCodes.Kinds.Skip(1).Select(kind => names.Names.ToList().IndexOf(kind))];
        double expected = MantelTest.Of(5, (a, b) => Codes.Distance(a + 1, b + 1), (a, b) => rowsOfReal.Distance(places[a], places[b]), 1).Correlation;
        Assert.Equal(expected, parsed.RootElement.GetProperty("codes").GetProperty("correlation").GetDouble(), 1e-12);
        Assert.Equal($"{tree}: a tree of 6 classes\n", json.Error);
    }

    [Fact]
    public void AModelWithoutRealValuedClassesIsNoComparison()
    {
        CliRun run = CliRun.Of("codes", "tree", codes.Model, "--against", codes.Model);
        Assert.Equal(
            (2, "", $"codeword: {codes.Model}: A model of the method llc has no row of real numbers a class; one of the method softmax has.\n"),
            (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void WrongInputIsToldInASentence()
    {
        string few = codes.Write("few.txt", ["0.1", "0.2"]), many = codes.Write("many.txt", Enumerable.Repeat("0.1", 6)), word = codes.Write("word.txt", ["0.1", "often"]);
        string strange = codes.Write("strange.tsv", ["fir\ttree", "oak\ttree"]), broken = codes.Write("broken.nwk", ["(cat,dog"]);
        Check(2, "--linkage cannot be \"single\": expected average, complete or ward.", "--linkage", "single");
        Check(2, "--groups cannot be 7: the model has 6 classes.", "--groups", "7");
        Check(2, "--groups cannot be \"0\": expected a whole number from 1 to 2147483647. See codeword codes tree --help.", "--groups", "0");
        Check(2, "--height cannot be \"-1\": expected a number of bits, 0 or more.", "--height", "-1");
        Check(2, "--groups and --truth print something each; give one of them at a time.", "--groups", "2", "--truth", strange);
        Check(2, "--truth and --against print something each; give one of them at a time.", "--truth", strange, "--against", codes.Model);
        Check(2, "--output is tree.txt, whose ending names no format of trees; expected .nwk, .dot or .json.", "-o", "tree.txt");
        Check(2, $"--output is {broken}, which the command reads and which would be lost; name another file.", "-o", broken, "--truth", broken);
        Check(1, $"The tree cannot be written to {codes.File("no")}/t.nwk: there is no folder {codes.File("no")}.", "-o", $"{codes.File("no")}/t.nwk");
        Check(1, $"{broken}:2:1: found the end; expected \",\" or \")\"", "--truth", broken);
        Check(1, "The known tree has 0 of the 6 classes; agreement needs three or more. Classes are found by their names.", "--truth", strange);
        Check(1, $"{few}: found 2 rates; expected 5, one for each bit", "--bit-errors", few);
        Check(1, $"{many}:6:0: found more rates; expected 5, one for each bit", "--bit-errors", many);
        Check(1, $"{word}:2:0: found \"often\"; expected a number from 0 to 1", "--bit-errors", word);

        void Check(int code, string message, params string[] options) =>
            Assert.Equal(new CliRun(code, "", $"codeword: {message}\n"), CliRun.Of(["codes", "tree", codes.Model, .. options]));
    }

    [Fact]
    public void AModelWithoutBitsHasNoTree()
    {
        string model = codes.Write("digits.codeword", SampleModel.Save(SampleModel.Create(ModelShape.Text)));
        CliRun run = CliRun.Of("codes", "tree", model, "-o", codes.File("none.nwk"));
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("has no codes of bits; methods that have are llc, ecoc and hash.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(codes.File("none.nwk")));
    }

    private LabelSet Labels => Classifier.Load(codes.Model).Labels;

    private BinaryCodes Codes => Classifier.Load(codes.Model).Codebook.Bits!;

    private ClassTree Tree(Linkage linkage) => Agglomeration.Of(Labels, Codes, new TreeOptions { Linkage = linkage });

    private static string Text(ClassTree tree, Action<ClassTree, TextWriter> write)
    {
        using var text = new StringWriter();
        write(tree, text);
        return text.ToString();
    }
}
