using Codeword.Data;
using Codeword.Retrieval;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// The rows of debian-paths as codes of 64 bits of an LLC model, which is trained on a cut to some thousand packages in a few minutes. Model and codes are made once and kept
/// beside the data. Queries are test rows, and the database has all other rows, of training and test.
/// </summary>
internal static class PathsCodes
{
    private const int Bits = 64;
    private const int Packages = 4000;
    private const int QueryEvery = 1000;

    public static string Description =>
        $"model: LLC, {Bits} bits, trained on the training rows of the {Packages} packages of debian-paths whose names hash lowest; every {QueryEvery}th test row is a query, "
        + "all other rows of all packages are the database.";

    /// <summary>The database, and the queries' codes one after the other.</summary>
    public static (HammingIndex Database, byte[] Queries) Read(string data)
    {
        string folder = Path.Combine(data, "debian-paths");
        string path = Path.Combine(folder, "llc-64.codeword");
        if (!File.Exists(path))
        {
            Train(folder).Save(path);
        }

        var model = Classifier.Load(path);
        string[] test = File.ReadAllLines(Path.Combine(folder, "test.txt"));
        string codes = Path.Combine(folder, "llc-64.index");
        if (!File.Exists(codes))
        {
            IEnumerable<string> rows = File.ReadLines(Path.Combine(folder, "train.txt")).Concat(test.Where((_, i) => i % QueryEvery != 0));
            using HammingIndex made = HammingIndex.Create(Bits, Encode(model, rows));
            made.Save(codes);
        }

        return (HammingIndex.Load(codes), Encode(model, test.Where((_, i) => i % QueryEvery == 0)));
    }

    private static Classifier Train(string folder)
    {
        using var cut = new PathsCut(folder, Packages, new TextFeaturizerOptions { HashBits = 18, WordNGrams = 2 });
        var options = new LlcOptions { Bits = Bits, CodebookEpochs = 3, BitEpochs = 3, Width = 128, Refit = false, Threads = 1, RepairClashes = false };
        (ExampleSet training, ExampleSet held) = Trainer.Split(cut.Store.Examples, 0.05, 1);
        TrainingData data = TrainingData.Of(cut.Store);
        return new TrainingRun(options, null, null, CancellationToken.None).Train(training, held, data.Featurizer, data.Format);
    }

    // A row is its labels, a space and the path.
    private static byte[] Encode(Classifier model, IEnumerable<string> rows)
    {
        Predictor predictor = model.CreatePredictor();
        var codes = new MemoryStream();
        byte[] code = new byte[predictor.CodeBytes];
        foreach (string row in rows)
        {
            predictor.Encode(row.AsSpan(row.IndexOf(' ') + 1), code);
            codes.Write(code);
        }

        return codes.ToArray();
    }
}
