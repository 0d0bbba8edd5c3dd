namespace Codeword.Tests.Cli.Commands;

public sealed class ClassesCommandTests(TinyModels models, TinyCodes codes) : IClassFixture<TinyModels>, IClassFixture<TinyCodes>
{
    private static readonly string[] Newts = ["__label__newt tail whiskers hoot", "__label__newt tail hoot", "__label__cat purr", "__label__newt tail whiskers hoot thing1"];

    [Fact]
    public void AClassIsAddedPredictedRetiredAndAddedAgain()
    {
        string rows = models.Write("newt.txt", Newts), grown = models.File("grown.codeword"), less = models.File("less.codeword"), again = models.File("again.codeword");
        Assert.Equal(
            new CliRun(0, "", $"{rows}: 1 row without a label that is new to the model: passed over\n{grown}: 1 added; K = 4\n{Anew(grown)}"),
            CliRun.Of("classes", "add", models.TextModel, rows, "-o", grown, "--fine-tune", "--epochs", "20"));
        Assert.StartsWith("newt\t", CliRun.With("tail whiskers hoot\n", "predict", grown).Output, StringComparison.Ordinal);
        Assert.StartsWith("cat\t", CliRun.With("purr whiskers\n", "predict", grown).Output, StringComparison.Ordinal);

        Assert.Equal(new CliRun(0, "", $"{less}: 2 retired; K = 4, 2 of them retired\n"), CliRun.Of("classes", "retire", grown, "newt", "dog", "-o", less));
        Assert.Equal(["cat", "owl"], CliRun.With("tail whiskers hoot\n", "predict", less, "-k", "4").Lines.Select(line => line.Split('\t')).SelectMany(Labels).Order());
        Assert.Equal(
            new CliRun(
                0, $"{{\"model\":\"{again}\",\"added\":1,\"retired\":0,\"rows\":3,\"otherRows\":1,\"sharingCodewords\":0,\"classes\":5,\"retiredClasses\":2}}\n",
                $"{rows}: 1 row without a label that is new to the model: passed over\n"),
            CliRun.Of("classes", "add", less, rows, "-o", again, "--json"));

        string[][] list = [.. CliRun.Of("classes", "list", again).Lines.Select(line => line.Split('\t'))];
        Assert.Equal(["0 cat 20 live", "1 dog 20 retired", "2 owl 20 live", "3 newt 3 retired", "4 newt 3 live"], list.Select(cells => string.Join(' ', cells[..4])));
        Assert.All(list, cells => Assert.Matches("^[0-2]( [0-2]){3}$", cells[4]));
        Assert.StartsWith(
            "{\"id\":1,\"label\":\"dog\",\"rows\":20,\"isRetired\":true,\"codeword\":\"", CliRun.Of("classes", "list", again, "--json").Lines[1], StringComparison.Ordinal);
        Assert.Matches(@"(?m)^classes +K = 5, 2 of them retired$", CliRun.Of("inspect", again).Output);
        Assert.Contains("\"classes\":5,\"retiredClasses\":2,", CliRun.Of("inspect", again, "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NewClassesThatAreNotToldApartAreCounted()
    {
        string model = models.File("hashed.codeword"), rows = models.Write("many.txt", Enumerable.Range(0, 12).Select(i => $"__label__new{i} purr thing{i % 7}"));
        string grown = models.File("crowded.codeword");
        Assert.Equal(0, CliRun.Of("train", "mach", models.Text, "-o", model, "--repetitions", "2", "--buckets", "3", "--clustered-share", "0", "--digits", "Hashed").Code);
        CliRun run = CliRun.Of("classes", "add", model, rows, "-o", grown);

        string[][] list = [.. CliRun.Of("classes", "list", grown).Lines.Select(line => line.Split('\t'))];
        int sharing = list[3..].Count(cells => list.Count(other => other[4] == cells[4]) > 1);
        Assert.True(sharing >= 4); // Of 9 codewords for 15 classes.
        Assert.StartsWith($"{grown}: {sharing} of the new classes have a codeword that another class has too, and are not told from it\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfARetiredClassCountAsRowsOfAnUnknownLabel()
    {
        string less = models.File("tested.codeword");
        CliRun.Of("classes", "retire", models.TextModel, "dog", "-o", less);
        string output = CliRun.Of("test", less, models.Text).Output;
        Assert.Matches(@"(?m)^unseen labels +20 rows have a label training never saw, or that is retired: dog, …$", output);
        Assert.Contains("\"unseenLabels\":20,\"rowsWithUnseenLabels\":20,", CliRun.Of("test", less, models.Text, "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheModelsOwnFileMayBeWritten()
    {
        string own = models.File("own.codeword");
        File.Copy(models.FeatureModel, own);
        Assert.Equal((0, ""), Brief(CliRun.With("newt 4:1 5:1\nnewt 4:1\n", "classes", "add", own, "-", "-o", own)));
        Assert.Equal((0, ""), Brief(CliRun.Of("classes", "retire", own, "cat", "-o", own)));
        Assert.Equal("3\tnewt\t2\tlive", string.Join('\t', CliRun.Of("classes", "list", own).Lines[3].Split('\t')[..4]));

        static (int, string) Brief(CliRun run) => (run.Code, run.Output);
    }

    [Fact]
    public void CodesOfBitsGrowToo()
    {
        string rows = codes.Write("newt.txt", ["__label__newt swim tail", "__label__newt gills tail"]), grown = codes.File("grown.codeword"), less = codes.File("less.codeword");
        Assert.Equal(new CliRun(0, "", $"{grown}: 1 added; K = 7\n{Anew(grown)}"), CliRun.Of("classes", "add", codes.Model, rows, "-o", grown));
        string[] list = CliRun.Of("classes", "list", grown).Lines;
        Assert.Matches("^6\tnewt\t2\tlive\t[01]{5}$", list[6]);
        Assert.Equal(7, list.Select(line => line.Split('\t')[4]).Distinct().Count());
        Assert.Equal(CliRun.Of("classes", "list", codes.Model).Lines, list[..6]);

        CliRun.Of("classes", "retire", grown, "owl", "-o", less);
        Assert.Equal(["cat", "dog", "eel", "horse", "bee", "newt"], CliRun.Of("encode", less, "--classes").Lines.Select(line => line.Split('\t')[0]));
        Assert.DoesNotContain("owl", CliRun.Of("codes", "nearest", less, "newt", "-k", "10").Output, StringComparison.Ordinal);
        Assert.Equal(5, CliRun.Of("codes", "nearest", less, "newt", "-k", "10").Lines.Length);
        Assert.Matches("^\\([^w]*\\);\n$", CliRun.Of("codes", "tree", less).Output.Replace("newt", "", StringComparison.Ordinal));
    }

    [Fact]
    public void AnIndexGoesOnUntilHeadsAreTuned()
    {
        string index = codes.File("rows.index"), rows = codes.Write("one.txt", ["__label__newt swim tail"]), grown = codes.File("indexed.codeword");
        CliRun.Of("index", "build", codes.Text, "--model", codes.Model, "-o", index);
        CliRun.Of("classes", "add", codes.Model, rows, "-o", grown);
        Assert.Equal(CliRun.Of("search", index, rows, "--model", codes.Model), CliRun.Of("search", index, rows, "--model", grown));

        CliRun.Of("classes", "add", codes.Model, rows, "-o", grown, "--fine-tune");
        CliRun refused = CliRun.Of("search", index, rows, "--model", grown);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith(
            $"codeword: {index} holds codes of another model than {grown}, or of that before its weights were changed, and codes of two models cannot be compared", refused.Error,
            StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("search", index, rows, "--model", codes.Model).Code);
    }

    [Fact]
    public void WhatCannotBeIsRefusedInOneSentence()
    {
        string rows = models.Write("known.txt", ["__label__cat purr"]), newt = models.Write("other.txt", ["__label__newt swim"]), no = models.File("no.codeword");
        string model = models.TextModel;
        Check(2, $"{model} has no class \"newt\", or it is retired already; codeword classes list {model} names all.", "retire", model, "newt", "-o", no);
        Check(1, "No label would be left; a model keeps at least one class.", "retire", model, "cat", "dog", "owl", "-o", no);
        Check(2, "\"cat\" is named twice; a class is retired once.", "retire", model, "cat", "cat", "-o", no);
        Check(1, "None of the 1 rows has a label that the model does not know; give examples of classes that are not its own yet.", "add", model, rows, "-o", no);
        Check(2, "--epochs has a meaning only beside --fine-tune.", "add", model, newt, "-o", no, "--epochs", "3");
        Check(2, "--rate has a meaning only beside --fine-tune.", "add", model, newt, "-o", no, "--rate", "0.5");
        Check(2, "--rate cannot be \"2\": expected a number from 0.000001 to 1.", "add", model, newt, "-o", no, "--fine-tune", "--rate", "2");
        Check(2, $"--output is {newt}, which the command reads and which would be lost; name another file.", "add", model, newt, "-o", newt);
        Check(2, "The format libsvm holds features, but the model was trained on text.", "add", model, newt, "-o", no, "--format", "libsvm");
        Check(1, $"The model cannot be written to {models.File("none")}/m: there is no folder {models.File("none")}.", "retire", model, "cat", "-o", models.File("none") + "/m");
        Assert.False(File.Exists(no));

        static void Check(int code, string message, params string[] args) => Assert.Equal(new CliRun(code, "", $"codeword: {message}\n"), CliRun.Of(["classes", .. args]));
    }

    private static IEnumerable<string> Labels(string[] cells) => cells.Where(cell => cell.All(char.IsAsciiLetter));

    private static string Anew(string path) =>
        $"{path}: probabilities and the rule of novelty were set for the classes before; codeword calibrate and codeword novelty set them anew\n";
}
