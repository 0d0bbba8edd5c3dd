using Codeword.Retrieval;
using Codeword.Tests.Data;

namespace Codeword.Tests.Cli.Commands;

public sealed class IndexCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    [Fact]
    public void RowsOfAModelBecomeCodesWithLabels()
    {
        CliRun run = CliRun.Of("index", "build", codes.Text, "--model", codes.Model, "-o", codes.File("rows.index"), "--threads", "2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"(?m)^codes +120 of 5 bits; the next gets the id 120$", run.Output);
        Assert.Matches(@"(?m)^labels +6; the codes have 120 together$", run.Output);
        using var index = LabeledIndex.Load(codes.File("rows.index"));
        var model = Classifier.Load(codes.Model);
        Assert.Equal((model.Fingerprint, 120), (index.Model, index.Codes.Count));
        Assert.Equal(TinyCodes.Kinds, index.Labels.Names);
        Assert.Equal(File.ReadLines(codes.Text).Select(Own(model)), Enumerable.Range(0, 120).Select(id => CodeOf(index, id)));
        Assert.Equal(Enumerable.Range(0, 120).Select(id => TinyCodes.Kinds[id % 6]), Enumerable.Range(0, 120).Select(id => index.Labels[Assert.Single(index.LabelsOf(id))]));
    }

    [Fact]
    public void ManyThreadsWriteTheSameBytesAsOne()
    {
        string many = codes.Write("many.txt", Enumerable.Range(0, 3000).Select(i => $"__label__{TinyCodes.Kinds[i % 5]} thing{i % 7} purr tail{i % 3} bark"));
        CliRun.Of("index", "build", many, "--model", codes.Model, "-o", codes.File("one.index"), "--threads", "1");
        CliRun.Of("index", "build", many, "--model", codes.Model, "-o", codes.File("three.index"), "--threads", "3");
        Assert.Equal(File.ReadAllBytes(codes.File("one.index")), File.ReadAllBytes(codes.File("three.index")));
    }

    [Fact]
    public void CodesOfEncodeGiveTheIndexThatRowsGive()
    {
        string plain = Built("plain.index", "", codes.Text, "--model", codes.Model, "--no-labels");
        string lines = CliRun.Of("encode", codes.Model, codes.Text).Output;
        string hex = Built("hex.index", lines, "-", "--bits", "5");
        byte[] packed = CliRun.BytesOf("", "encode", codes.Model, codes.Text, "--packed");
        string bytes = Built("packed.index", "", codes.Write("codes.bin", packed), "--bits", "5", "--packed");
        Assert.Equal(File.ReadAllBytes(hex), File.ReadAllBytes(bytes));
        using LabeledIndex ofRows = LabeledIndex.Load(plain), ofCodes = LabeledIndex.Load(hex);
        Assert.Equal(Enumerable.Range(0, 120).Select(id => CodeOf(ofRows, id)), Enumerable.Range(0, 120).Select(id => CodeOf(ofCodes, id)));
        Assert.Equal((0, 0, null), (ofRows.Labels.Count, ofCodes.Labels.Count, ofCodes.Model));
    }

    [Fact]
    public void ClassCodesBringTheirLabels()
    {
        string path = Built("classes.index", CliRun.Of("encode", codes.Model, "--classes").Output, "--bits", "5");
        using var index = LabeledIndex.Load(path);
        Assert.Equal(TinyCodes.Kinds, Enumerable.Range(0, 6).Select(id => index.Labels[Assert.Single(index.LabelsOf(id))]));
        using var escaped = LabeledIndex.Load(Built("escaped.index", "a\\\\b\tc\\u0041\t00\n01\n", "--bits", "5"));
        Assert.Equal(["a\\b", "cA"], escaped.Labels.Names);
        using var without = LabeledIndex.Load(Built("without.index", "a\t00\n", "--bits", "5", "--no-labels"));
        Assert.Equal(0, without.Labels.Count);
    }

    [Fact]
    public void RowsAreAddedAndCodesRemovedAndIdsStay()
    {
        string path = Built("changed.index", "", codes.Text, "--model", codes.Model);
        CliRun added = CliRun.With("__label__yak graze horns\n", "index", "add", path, "--model", codes.Model);
        Assert.Equal((0, ""), (added.Code, added.Error));
        CliRun removed = CliRun.Of("index", "remove", path, "0-117", "119");
        Assert.Equal((0, ""), (removed.Code, removed.Error));
        Assert.Matches(@"(?m)^codes +2 of 5 bits; the next gets the id 121$", removed.Output);
        using (var index = LabeledIndex.Load(path))
        {
            Assert.Equal("horse", index.Labels[Assert.Single(index.LabelsOf(118))]);
            Assert.Equal("yak", index.Labels[Assert.Single(index.LabelsOf(120))]);
        }

        string other = codes.File("other.index");
        Assert.Equal(0, CliRun.With("118\n\n120\n", "index", "remove", path, "-", "-o", other).Code);
        using var empty = LabeledIndex.Load(other);
        using var still = LabeledIndex.Load(path);
        Assert.Equal((0, 121L, 2), (empty.Codes.Count, empty.Codes.NextId, still.Codes.Count));
        Assert.Equal(0, CliRun.With("1f\n", "index", "add", other, "-o", codes.File("again.index")).Code);
        using var again = LabeledIndex.Load(codes.File("again.index"));
        Assert.Equal((121, "1f", still.Model), (again.Codes.NextId - 1, CodeOf(again, 121), again.Model));
    }

    [Fact]
    public void ARowMayHaveSeveralLabels()
    {
        string path = Built("several.index", "__label__dog __label__cat purr\nbark\n", "--model", codes.Model);
        using var index = LabeledIndex.Load(path);
        Assert.Equal(["dog", "cat"], index.LabelsOf(0).Select(label => index.Labels[label]));
        Assert.Empty(index.LabelsOf(1));
    }

    [Fact]
    public void ArraysHaveTheirLabelsInAFileOfTheirOwn()
    {
        string x = codes.Write("x.npy", NpyFiles.Written([.. Enumerable.Range(0, 60 * 4).Select(i => i % 4 == i / 4 % 3 ? 1f : 0)], 60, 4));
        string y = codes.Write("y.npy", NpyFiles.Written([.. Enumerable.Range(0, 60).Select(i => i % 3)], 60));
        string model = codes.File("npy.codeword");
        CliRun trained = CliRun.Of(["train", "ecoc", x, "--labels", y, "-o", model, "--bits", "11", .. TinyCodes.Small]);
        Assert.True(trained.Code == 0, trained.Error);

        using var labeled = LabeledIndex.Load(Built("y.index", "", x, "--labels", y, "--model", model));
        using var plain = LabeledIndex.Load(Built("x.index", "", x, "--model", model));
        Assert.Equal(Enumerable.Range(0, 60).Select(id => $"{id % 3}"), Enumerable.Range(0, 60).Select(id => labeled.Labels[Assert.Single(labeled.LabelsOf(id))]));
        Assert.Equal((60, 0), (plain.Codes.Count, plain.LabelCount));
        AssertUsage(
            $"--output is {y}, which the command reads and which would be lost; name another file.", "index", "build", x, "--labels", y, "--model", model, "-o", y);
    }

    [Theory]
    [InlineData("00\n20\n", "-:2:1: found a bit beyond the 5 of a code in \"20\"; expected 0 there")]
    [InlineData("00\n0\n", "-:2:1: found 1 hexadecimal digits; expected 2, a code of 5 bits")]
    [InlineData("00\na\tpurr\n", "-:2:3: found \"purr\"; expected a hexadecimal digit of a code of 5 bits")]
    [InlineData("\n\n", "-: found no codes; expected at least one")]
    public void AFaultyCodeLeavesNoFile(string lines, string message)
    {
        string path = codes.File("never.index");
        Assert.Equal(new CliRun(1, "", $"codeword: {message}\n"), CliRun.With(lines, "index", "build", "--bits", "5", "-o", path));
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(path)!), file => file.Contains("never", StringComparison.Ordinal));
        string kept = Built("kept.index", "01\n", "--bits", "5");
        byte[] before = File.ReadAllBytes(kept);
        Assert.Equal(1, CliRun.With(lines, "index", "add", kept).Code);
        Assert.Equal(before, File.ReadAllBytes(kept));
    }

    [Fact]
    public void WhatIsNotThereCannotBeRemoved()
    {
        string path = Built("three.index", "01\n02\n03\n", "--bits", "5");
        byte[] before = File.ReadAllBytes(path);
        Assert.Equal(
            new CliRun(1, "", $"codeword: {path} has no code with the id 3; nothing was removed.\n"), CliRun.Of("index", "remove", path, "1-3"));
        Assert.Equal(new CliRun(1, "", $"codeword: The id 1 was named twice; nothing was removed from {path}.\n"), CliRun.Of("index", "remove", path, "1", "0-1"));
        AssertUsage("An id cannot be \"2-1\": expected a whole number from 0 on, or a range of two such as 20-29.", "index", "remove", path, "2-1");
        Assert.Equal(
            new CliRun(1, "", "codeword: -:2:1: found 3 characters that are no id; expected a whole number from 0 on\n"), CliRun.With("0\ntwo\n", "index", "remove", path, "-"));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void WrongCommandLinesAreRefused()
    {
        string path = codes.File("refused.index");
        string[] build = ["index", "build", codes.Text, "-o", path];
        AssertUsage("Without --model the file holds codes: say with --bits how many bits they have.", build);
        AssertUsage("--bits is about codes, but with --model the file holds rows; leave one of them out.", [.. build, "--model", codes.Model, "--bits", "5"]);
        AssertUsage("--packed is about codes, but with --model the file holds rows; leave one of them out.", [.. build, "--model", codes.Model, "--packed"]);
        AssertUsage("--format is about rows, but without --model the file holds codes; name the model.", [.. build, "--bits", "5", "--format", "text"]);
        AssertUsage("The format libsvm holds features, but the model was trained on text.", [.. build, "--model", codes.Model, "--format", "libsvm"]);
        foreach (string read in (string[])[codes.Text, codes.Model])
        {
            AssertUsage(
                $"--output is {read}, which the command reads and which would be lost; name another file.", "index", "build", codes.Text, "-o", read, "--model", codes.Model);
        }

        Assert.False(File.Exists(path));
        string other = Built("eight.index", "01\n", "--bits", "8");
        AssertUsage($"{other} holds codes of 8 bits, but {codes.Model} makes codes of 5 bits.", "index", "add", other, codes.Text, "--model", codes.Model);
    }

    private static void AssertUsage(string message, params string[] args) => Assert.Equal(new CliRun(2, "", $"codeword: {message}\n"), CliRun.Of(args));

    private string Built(string name, string input, params string[] args)
    {
        CliRun run = CliRun.With(input, ["index", "build", "-o", codes.File(name), .. args]);
        Assert.True(run.Code == 0, run.Error);
        return codes.File(name);
    }

    private static string CodeOf(LabeledIndex index, long id)
    {
        byte[] code = new byte[index.Codes.BytesPerCode];
        Assert.True(index.Codes.TryGetCode(id, code));
        return Convert.ToHexStringLower(code);
    }

    private static Func<string, string> Own(Classifier model)
    {
        Predictor predictor = model.CreatePredictor();
        byte[] code = new byte[predictor.CodeBytes];
        return row =>
        {
            predictor.Encode(row.AsSpan(row.IndexOf(' ', StringComparison.Ordinal) + 1), code);
            return Convert.ToHexStringLower(code);
        };
    }
}
