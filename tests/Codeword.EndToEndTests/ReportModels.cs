using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>Two small models of 40 classes, one of them of awkward labels, and a page of each, made by the command line once.</summary>
public sealed class ReportModels : IDisposable
{
    public const int Classes = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    public ReportModels()
    {
        string data = Path.Combine(_folder, "data.jsonl"), names = Path.Combine(_folder, "names.tsv"), unknown = Path.Combine(_folder, "unknown.jsonl");
        File.WriteAllLines(data, Enumerable.Range(0, 1200).Select(i =>
            $"{{\"label\":\"class{(i % 7 == 3 ? (i + 1) % Classes : i % Classes)}\",\"text\":\"word{i % Classes} kind{i % Classes / 4} thing{i % 5}\"}}"));
        File.WriteAllLines(names, [$"class0\t{Script}", $"class1\t{Image}", "class2\tשלום \u202Eabc", "class3\t👩‍👩‍👧 family", "class4\t\"'&amp;"]);
        File.WriteAllLines(unknown, Enumerable.Range(0, 200).Select(i => $"{{\"label\":\"other\",\"text\":\"thing{i % 5} never{i % 9} seen{i}\"}}"));
        Digits = Make(data, names, "mach", "--repetitions", "6", "--buckets", "10");
        Bits = Make(data, names, "llc", "--bits", "12", "--width", "32", "--codebook-epochs", "8", "--bit-epochs", "8", "--refit", "false");
        Novelty = Path.Combine(_folder, "novelty.html");
        (int reported, _, string error) = Run("", "report", Path.Combine(_folder, "llc.codeword"), data, "-o", Novelty, "--unknown", unknown);
        Assert.True(reported == 0, error);
    }

    public static string Script => "</script><script>document.title = 'broken'</script>";

    public static string Image => "<img src=x onerror=\"document.title = 'broken'\">";

    /// <summary>The page of a MACH model.</summary>
    public string Digits { get; }

    /// <summary>The page of an LLC model.</summary>
    public string Bits { get; }

    /// <summary>The page of the LLC model with unknown rows.</summary>
    public string Novelty { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Make(string data, string names, string method, params string[] options)
    {
        string model = Path.Combine(_folder, $"{method}.codeword"), page = Path.Combine(_folder, $"{method}.html");
        (int trained, _, string problem) = Run("", ["train", method, data, "-o", model, "--threads", "1", .. options]);
        Assert.True(trained == 0, problem);
        (int reported, string output, string error) = Run("", "report", model, data, "-o", page, "--names", names);
        Assert.True(reported == 0 && output.Length == 0, error);
        return page;
    }
}
