using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli;

/// <summary>A folder with small data sets and a model of text and one of features, trained by the command line.</summary>
public sealed class TinyModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyModels()
    {
        string[] kinds = ["cat", "dog", "owl"];
        string[] words = ["purr whiskers fur", "bark tail fur", "hoot wings feathers"];
        Text = Write("train.txt", Enumerable.Range(0, 60).Select(i => $"__label__{kinds[i % 3]} {words[i % 3]} thing{i % 7}"));
        Features = Write("train.svm", Enumerable.Range(0, 60).Select(i => $"{kinds[i % 3]} {1 + (i % 3)}:1 {4 + (i % 7)}:0.5"));
        TextTraining = CliRun.Of(["train", "mach", Text, "-o", TextModel, .. Small]);
        FeatureTraining = CliRun.Of(["train", "mach", Features, "-o", FeatureModel, "--json", .. Small]);
    }

    public static string[] Small => ["--repetitions", "4", "--buckets", "3", "--threads", "1"];

    public string Text { get; }

    public string Features { get; }

    public string TextModel => File("text.codeword");

    public string FeatureModel => File("features.codeword");

    internal CliRun TextTraining { get; }

    internal CliRun FeatureTraining { get; }

    public string File(string name) => _folder.File(name);

    public string Write(string name, IEnumerable<string> lines)
    {
        System.IO.File.WriteAllText(File(name), string.Concat(lines.Select(line => line + "\n")));
        return File(name);
    }

    public void Dispose() => _folder.Dispose();
}
