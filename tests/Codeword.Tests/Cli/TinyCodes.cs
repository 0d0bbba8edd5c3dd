using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli;

/// <summary>A folder with a small data set of text in six classes, and a model of learnt codes of 5 bits that is trained on it by the command line.</summary>
public sealed class TinyCodes : IDisposable
{
    public const int Bits = 5;
    private readonly TemporaryFolder _folder = new();

    public TinyCodes()
    {
        Text = Write("train.txt", Enumerable.Range(0, 120).Select(i => $"__label__{Kinds[i % 6]} {Words[i % 6]} thing{i % 7}"));
        Training = CliRun.Of(["train", "llc", Text, "-o", Model, "--bits", "5", .. Small]);
    }

    /// <summary>The classes, in the order in which the data first has them.</summary>
    public static string[] Kinds => ["cat", "dog", "owl", "eel", "horse", "bee"];

    /// <summary>The words of each class.</summary>
    public static string[] Words => ["purr whiskers", "bark tail", "hoot wings", "swim gills", "gallop hooves", "buzz sting"];

    public static string[] Small =>
        ["--width", "16", "--codebook-epochs", "6", "--bit-epochs", "8", "--batch-size", "16", "--dropout", "0", "--refit", "false", "--threads", "1"];

    public string Text { get; }

    public string Model => File("llc.codeword");

    internal CliRun Training { get; }

    public string File(string name) => _folder.File(name);

    public string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    public string Write(string name, IEnumerable<string> lines)
    {
        System.IO.File.WriteAllText(File(name), string.Concat(lines.Select(line => line + "\n")));
        return File(name);
    }

    public void Dispose() => _folder.Dispose();
}
