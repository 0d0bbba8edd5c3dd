using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Data;
using Codeword.Tests.Models;

namespace Codeword.Tests.Cli.Commands;

/// <summary>Codebooks that go out of one model and into another.</summary>
public sealed class CodesCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    [Fact]
    public void LearntCodesGoOutAndIntoAnotherModel()
    {
        Assert.True(codes.Training.Code == 0, codes.Training.Error);
        BinaryCodes learnt = CodesOf(codes.Model);
        string array = Export(out string names);
        Assert.Equal(TinyCodes.Kinds, File.ReadAllLines(names));
        Assert.Equal([6L, TinyCodes.Bits], NpyFiles.Read(File.ReadAllBytes(array)).Shape);

        string ecoc = Train("ecoc", "--codebook", array);
        Assert.Equal(learnt.Words, CodesOf(ecoc).Words);
        Assert.Equal(("5", "Given"), (OptionOf(ecoc, "bits"), OptionOf(ecoc, "codes")));
        Assert.StartsWith("{\"accuracy@1\":1,", CliRun.Of("test", ecoc, codes.Text, "--json").Output, StringComparison.Ordinal);
        Assert.Equal(
            CliRun.Of("encode", ecoc, "--classes").Lines.Select(line => line.Split('\t')[1]),
            CliRun.With("purr whiskers\nbark tail\nhoot wings\nswim gills\ngallop hooves\nbuzz sting\n", "encode", ecoc).Lines);

        string warm = Train("llc", "--codebook", array, "--bits", "5");
        Assert.Equal(("llc", "Given"), (Classifier.Load(warm).Info.Method, OptionOf(warm, "warmStart")));
    }

    [Fact]
    public void RowsInAnotherOrderHaveNames()
    {
        BinaryCodes learnt = CodesOf(codes.Model);
        int[] order = [3, 5, 0, 1, 4, 2];
        using var stream = new MemoryStream();
        NpyCodes.Write(stream, learnt.Take(order));
        string array = codes.Write("turned.npy", stream.ToArray());
        string names = codes.Write("turned.txt", order.Select(i => TinyCodes.Kinds[i]));

        Assert.Equal(learnt.Words, CodesOf(Train("ecoc", "--codebook", array, "--codebook-labels", names)).Words);
        Assert.Equal(learnt.Take(order).Words, CodesOf(Train("ecoc", "--codebook", array)).Words);
    }

    [Fact]
    public void NamesThatAreMissingUnknownOrThereTwiceAreFaultsThatNameThem()
    {
        string array = codes.Write("six.npy", NpyFiles.Written(new byte[6 * 5], 6, 5));
        string five = codes.Write("five.npy", NpyFiles.Written(new byte[5 * 5], 5, 5));
        Check(array, ["cat", "dog", "owl", "eel", "horse", "newt"], ":6:0: found the label \"newt\", which the training data does not have; expected only labels that it has");
        Check(array, ["cat", "dog", "owl", "cat", "horse", "bee"], ":4:0: found the label \"cat\" a second time; expected each label once");
        Check(five, ["cat", "dog", "owl", "horse", "bee"], ": found no label \"eel\", which the training data has; expected a code for each of its 6 labels");
        Check(array, ["cat", "dog"], ": found 2 labels; expected 6, one for each code");
        Check(array, [.. TinyCodes.Kinds, "newt"], ": found more labels; expected 6, one for each code");

        Assert.Equal(
            $"codeword: {five}: found 5 codes; expected 6, one for each label of the training data in the order in which they first appear\n",
            Last(CliRun.Of(["train", "ecoc", codes.Text, "-o", codes.File("no.codeword"), "--codebook", five, .. TinyCodes.Small])));

        void Check(string codebook, string[] labels, string problem)
        {
            string names = codes.Write("names.txt", labels);
            CliRun run = CliRun.Of(
                ["train", "ecoc", codes.Text, "-o", codes.File("no.codeword"), "--codebook", codebook, "--codebook-labels", names, .. TinyCodes.Small]);
            Assert.Equal((1, $"codeword: {names}{problem}\n"), (run.Code, Last(run)));
        }
    }

    [Fact]
    public void OptionsThatContradictTheCodebookAreRefused()
    {
        string array = codes.Write("nine.npy", NpyFiles.Written(new byte[6 * 9], 6, 9));
        Check($"{array} has codes of 9 bits, but --bits asks for 8; leave --bits out.", "ecoc", "--codebook", array, "--bits", "8");
        Check($"{array} has codes of 9 bits, but --bits asks for 8; leave --bits out.", "llc", "--codebook", array, "--set", "bits=8");
        Check("--codebook hands codes in, but --codes asks for Svd; leave one of them out.", "ecoc", "--codebook", array, "--codes", "Svd");
        Check("--codebook hands codes in, but --warm-start asks for Random; leave one of them out.", "llc", "--codebook", array, "--warm-start", "Random");
        Check("--codes Given needs codes: name their file with --codebook.", "ecoc", "--codes", "Given");
        Check("--warm-start Given needs codes: name their file with --codebook.", "llc", "--warm-start", "given");
        Check("--codebook-labels has a meaning only beside --codebook.", "llc", "--codebook-labels", "names.txt");
        Assert.Contains("--codebook", CliRun.Of("train", "softmax", codes.Text, "-o", "m", "--codebook", array).Error, StringComparison.Ordinal);
        Assert.Equal(
            new CliRun(2, "", $"codeword: -o is {array}, which the command reads and which would be lost; name another file.\n"),
            CliRun.Of("train", "ecoc", codes.Text, "--codebook", array, "-o", array));

        void Check(string message, string method, params string[] options) => Assert.Equal(
            new CliRun(2, "", $"codeword: {message}\n"), CliRun.Of(["train", method, codes.Text, "-o", codes.File("no.codeword"), .. options]));
    }

    [Fact]
    public void TheNearestClassesComeNearestFirst()
    {
        BinaryCodes own = CodesOf(codes.Model);
        (int Distance, int Index)[] expected = [.. Enumerable.Range(0, 6).Where(i => i != 2).Select(i => (own.Distance(2, i), i)).Order()];

        CliRun run = CliRun.Of("codes", "nearest", codes.Model, "owl");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(expected.Select(pair => $"{TinyCodes.Kinds[pair.Index]}\t{pair.Distance}"), run.Lines);
        Assert.Equal(run.Lines[..2], CliRun.Of("codes", "nearest", codes.Model, "owl", "-k", "2").Lines);
        Assert.Equal(
            $"{{\"label\":\"{TinyCodes.Kinds[expected[0].Index]}\",\"distance\":{expected[0].Distance}}}",
            CliRun.Of("codes", "nearest", codes.Model, "owl", "-k", "1", "--json").Lines[0]);
        Assert.Equal(
            new CliRun(2, "", $"codeword: {codes.Model} has no class \"newt\"; codeword encode {codes.Model} --classes names all.\n"),
            CliRun.Of("codes", "nearest", codes.Model, "newt"));
    }

    [Fact]
    public void ClassesOfTheSameCodeAreAtNoDistance()
    {
        string model = codes.Write("bits.codeword", SampleModel.Save(SampleModel.Create(ModelShape.Bits)));
        Assert.Equal("class 5\t0", CliRun.Of("codes", "nearest", model, "class 4", "-k", "1").Lines[0]);
    }

    [Fact]
    public void LabelsOfSeveralLinesAreNotWritten()
    {
        Model sample = SampleModel.Create(ModelShape.Bits);
        var labels = LabelSet.Create(Enumerable.Range(0, SampleModel.Classes).Select(i => i == 7 ? "two\nlines" : $"class {i}"));
        string model = codes.Write("lines.codeword", SampleModel.Save(new Model(
            sample.Info, labels, [.. sample.LabelRows], sample.Codebook, sample.Heads, new Decoder(DecoderKind.Hamming), sample.Probabilities, featurizer: null)));
        CliRun run = CliRun.Of("codes", "export", model, "-o", codes.File("lines.npy"), "--labels", codes.File("lines.txt"));
        Assert.Equal(
            new CliRun(1, "", "codeword: The label \"two\\nlines\" has a line break in it, but a file of labels has one a line; leave out --labels.\n"), run);
        Assert.False(File.Exists(codes.File("lines.npy")) || File.Exists(codes.File("lines.txt")));
    }

    private static BinaryCodes CodesOf(string model) => Classifier.Load(model).Codebook.Bits!;

    private static string OptionOf(string model, string name) => Classifier.Load(model).Info.Options[name];

    private static string Last(CliRun run) => run.Error.TrimEnd('\n').Split('\n')[^1] + "\n";

    private string Export(out string names)
    {
        (string array, names) = (codes.File("codes.npy"), codes.File("codes.txt"));
        Assert.Equal(new CliRun(0, "", $"{array}: 6 codes of 5 bits\n"), CliRun.Of("codes", "export", codes.Model, "-o", array, "--labels", names));
        return array;
    }

    private string Train(string method, params string[] options)
    {
        string model = codes.File($"again-{method}.codeword");
        CliRun run = CliRun.Of(["train", method, codes.Text, "-o", model, .. TinyCodes.Small, .. options]);
        Assert.True(run.Code == 0, run.Error);
        return model;
    }
}
