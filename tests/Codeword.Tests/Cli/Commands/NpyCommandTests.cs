using System.Text;
using Codeword.Data;
using Codeword.Tests.Data;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli.Commands;

/// <summary>Dense arrays from end to end: each of three classes lights up a column of its own.</summary>
public sealed class NpyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _x;
    private readonly string _y;
    private readonly string _model;

    public NpyCommandTests()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => 10 * (i % 3))];
        byte[] pixels = [.. Enumerable.Range(0, 60 * 8).Select(i => (byte)(i % 8 == i / 8 % 3 ? 200 : i % 8 > 2 ? i * 7 % 20 : 0))];
        _x = _folder.Write("x.npy", NpyFiles.Written(pixels, 60, 8));
        _y = _folder.Write("labels-of-training.npy", NpyFiles.Written(labels, 60));
        _model = _folder.File("m.codeword");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainTestAndPredictWorkTogether()
    {
        CliRun trained = Train();
        Assert.True(trained.Code == 0, trained.Error);
        Assert.StartsWith($"{_x}: 60 rows, 3 labels, 8 features, one label a row; npy, labels in {_y}\n", trained.Error, StringComparison.Ordinal);

        CliRun tested = CliRun.Of("test", _model, _x, "--labels", _y, "--json");
        Assert.StartsWith("{\"accuracy@1\":1,", tested.Output, StringComparison.Ordinal);

        CliRun predicted = CliRun.Of("predict", _model, _x, "-k", "1");
        Assert.Equal((0, ""), (predicted.Code, predicted.Error));
        Assert.Equal(["0", "10", "20", "0"], predicted.Lines[..4].Select(line => line.Split('\t')[0]));
        Assert.Equal(60, predicted.Lines.Length);
    }

    [Fact]
    public void TheModelKnowsTheWidthOfARowButNotWhereTheLabelsWere()
    {
        Assert.Equal(0, Train().Code);
        Assert.Equal(new NpyFormat { Columns = 8 }, Classifier.Load(_model).Info.Format);
        Assert.DoesNotContain("labels-of-training", Encoding.Latin1.GetString(File.ReadAllBytes(_model)), StringComparison.Ordinal);

        string narrow = _folder.Write("narrow.npy", NpyFiles.Written(new byte[14], 2, 7));
        Assert.Equal(new CliRun(1, "", $"codeword: {narrow}: found 7 features a row; expected 8\n"), CliRun.Of("predict", _model, narrow));
    }

    [Fact]
    public void ValidationDataHasLabelsOfItsOwn()
    {
        CliRun run = Train("--valid", _x, "--valid-labels", _y);
        Assert.True(run.Code == 0, run.Error);
        Assert.Matches("(?m)^validation accuracy@1 +1\\.0000$", run.Output);
        string wrong = _folder.Write("wrong.npy", NpyFiles.Written(new int[59], 59));
        Assert.Equal(
            $"codeword: {wrong}: found 59 labels; expected 60, one for each row of {_x}\n", Train("--valid", _x, "--valid-labels", wrong).Error);
    }

    [Fact]
    public void LabelsThatAreNotNamedAreAskedFor()
    {
        Assert.Equal(0, Train().Code);
        const string Missing = "codeword: A .npy array has no labels in it: name the file of its labels with ";
        Assert.Equal(new CliRun(2, "", Missing + "--labels.\n"), CliRun.Of("train", "mach", _x, "-o", _folder.File("no.codeword")));
        Assert.Equal(new CliRun(2, "", Missing + "--labels.\n"), CliRun.Of("test", _model, _x));
        Assert.Equal(new CliRun(2, "", Missing + "--valid-labels.\n"), Train("--valid", _x));
        Assert.Equal(
            new CliRun(2, "", "codeword: --valid-labels has a meaning only beside --valid, for the format npy.\n"), Train("--valid-labels", _y));
        Assert.Equal(
            new CliRun(2, "", "codeword: --labels has no meaning for the format libsvm.\n"),
            CliRun.Of("data", "check", _folder.Write("a.svm", "1 1:1\n"u8.ToArray()), "--labels", _y));
    }

    [Fact]
    public void AModelIsNotWrittenOverLabels() => Assert.Equal(
        new CliRun(2, "", $"codeword: -o is {_y}, which the command reads and which would be lost; name another file.\n"),
        CliRun.Of("train", "mach", _x, "--labels", _y, "-o", _y));

    [Fact]
    public void DataIsCheckedWithAndWithoutLabels()
    {
        CliRun run = CliRun.Of("data", "check", _x);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches("(?m)^format +npy, no labels$", run.Output);
        Assert.Matches("(?m)^rows +60, 0 of them empty, 60 without labels$", run.Output);
        Assert.Matches("(?m)^features +8, 480 values given$", run.Output);
        Assert.Matches("(?m)^labels +3, 0 of them", CliRun.Of("data", "check", _x, "--labels", _y).Output);

        string bad = _folder.Write("bad.npy", NpyFiles.Written([1f, float.NaN], 2, 1));
        CliRun faulty = CliRun.Of("data", "check", bad);
        Assert.Equal((1, $"{bad}:2:1: found NaN; expected a finite number of single precision"), (faulty.Code, faulty.Lines[^1]));
    }

    private CliRun Train(params string[] more) => CliRun.Of(["train", "mach", _x, "--labels", _y, "-o", _model, .. TinyModels.Small, .. more]);
}
