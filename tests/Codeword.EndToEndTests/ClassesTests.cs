using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>Classes that come and go after training, each step a process of its own.</summary>
public sealed class ClassesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Theory]
    [InlineData("mach", "--repetitions", "8", "--buckets", "4")]
    [InlineData("llc", "--bits", "8", "--width", "16", "--codebook-epochs", "5", "--bit-epochs", "5", "--refit", "false")]
    public void AClassIsAddedPredictedListedAndRetired(string method, params string[] options)
    {
        string data = File("data.txt"), newts = File("newts.txt"), model = File("model.codeword"), grown = File("grown.codeword"), less = File("less.codeword");
        string[] rows = ["__label__dog bark tail fur", "__label__cat purr whiskers fur", "__label__owl hoot wings", "__label__bee buzz wings"];
        System.IO.File.WriteAllLines(data, Enumerable.Range(0, 80).Select(i => $"{rows[i % 4]} thing{i % 7}"));
        System.IO.File.WriteAllLines(newts, ["__label__newt tail whiskers hoot", "__label__newt tail whiskers hoot thing3"]);
        (int trained, _, string problem) = Run("", ["train", method, data, "-o", model, .. options]);
        Assert.True(trained == 0, problem);

        string[] tuning = method == "mach" ? ["--fine-tune", "--epochs", "50"] : [];
        Assert.Equal((0, "", $"{grown}: 1 added; K = 5\n{Anew(grown)}"), Run("", ["classes", "add", model, newts, "-o", grown, .. tuning]));
        Assert.StartsWith("newt\t", Predict(grown, "tail whiskers hoot\n"), StringComparison.Ordinal);
        Assert.StartsWith("bee\t", Predict(grown, "buzz wings\n"), StringComparison.Ordinal);
        Assert.Matches("^0\tdog\t(18|20)\tlive\t[01 2-3]+\n(.*\n){3}4\tnewt\t2\tlive\t[01 2-3]+\n$", Run("", "classes", "list", grown).Output);

        Assert.Equal((0, "", $"{less}: 2 retired; K = 5, 2 of them retired\n"), Run("", "classes", "retire", grown, "newt", "owl", "-o", less));
        Assert.DoesNotMatch("newt|owl", Run("tail whiskers hoot\nhoot wings\n", "predict", less, "-k", "9").Output);
        Assert.Equal(
            (2, "", $"codeword: {less} has no class \"owl\", or it is retired already; codeword classes list {less} names all.\n"),
            Run("", "classes", "retire", less, "owl", "-o", less));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Predict(string model, string input) => Run(input, "predict", model).Output;

    private string File(string name) => Path.Combine(_folder, name);

    private static string Anew(string path) =>
        $"{path}: probabilities and the rule of novelty were set for the classes before; codeword calibrate and codeword novelty set them anew\n";
}
