using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// A hundred classes of wordnet that a model was not trained on, added by five examples each: accuracy on their test rows and on those of the old classes, before and after,
/// with and without fine-tuning, and of a model trained from scratch with the same examples. Trained models are kept in a folder, cells in a file as they are made, so that a
/// run that was ended goes on.
/// </summary>
internal static class ClassesExperiment
{
    private static readonly string[] Methods = ["MACH", "LLC"];
    private static readonly string[] Models = ["before", "added", "fine-tuned", "from scratch"];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="models">Folder for trained models.</param>
    /// <param name="seeds">Seeds 1, 2, …; 0 to write the table of the cells that are there.</param>
    public static void Run(string data, ResultWriter output, string models, int seeds)
    {
        Directory.CreateDirectory(models);
        var file = new CellFile<ClassesCell>(
            Path.Combine(output.Folder, "classes.cells.csv"), ClassesCell.Header, ClassesCell.Parse, cell => (cell.Method, cell.Model, cell.Seed));
        HashSet<(string, int)> done = [.. file.Read().Where(cell => cell.Model == Models[^1]).Select(cell => (cell.Method, cell.Seed))];
        var examples = CodeData.Read(data, "wordnet");
        foreach ((string method, int seed) in Enumerable.Range(1, seeds).SelectMany(seed => Methods.Select(method => (method, seed))).Where(job => !done.Contains(job)))
        {
            ClassesCell[] cells = [.. Measure(examples, method, seed, models)];
            file.Add(cells, string.Join('\n', (object[])cells));
        }

        Write(output, [.. file.Read()]);
    }

    /// <summary>The settings of a method: MACH's defaults, or LLC of 25 bits, without a second training on what was held out.</summary>
    public static TrainingOptions OptionsOf(CodeData data, string method, int seed) => method == "MACH"
        ? new MachOptions { Seed = (ulong)seed, Threads = 1, Refit = false }
        : data.Llc(seed, 25) with { Threads = 1 };

    /// <summary>A model that was trained before, or is now and is kept.</summary>
    public static Classifier Train(CodeData data, RowList rows, string method, int seed, string path)
    {
        if (!File.Exists(path))
        {
            Trainer.Train(TrainingData.OfExamples(rows.ToSet(), data.Training.Format), OptionsOf(data, method, seed)).Save(path);
        }

        return Classifier.Load(path);
    }

    private static IEnumerable<ClassesCell> Measure(CodeData data, string method, int seed, string folder)
    {
        var split = ClassesSplit.ToMeasure(data, seed);
        string path = Path.Combine(folder, $"{method}-{seed}");
        Classifier model = Train(data, split.Training, method, seed, path + ".codeword");
        yield return ClassesCell.Of(method, Models[0], seed, model, split);
        foreach (bool isTuned in (bool[])[false, true])
        {
            Classifier grown = ClassExtension.Of(
                model, split.Few.ToSet(), new ClassExtensionOptions { Threads = 1, Epochs = isTuned ? ClassExtensionOptions.UsualEpochs : 0 }).Classifier;
            yield return ClassesCell.Of(method, Models[isTuned ? 2 : 1], seed, grown, split);
        }

        Classifier scratch = Train(data, split.Whole, method, seed, path + "-scratch.codeword");
        yield return ClassesCell.Of(method, Models[3], seed, scratch, split);
    }

    private static void Write(ResultWriter output, ClassesCell[] cells)
    {
        output.Text("wordnet, 100 classes held out of training and added by 5 examples each; accuracy on test rows in per cent, mean ± standard deviation over the seeds.");
        output.Header("method", "model", "seeds", "new @1", "new @5", "old @1", "old @5");
        foreach ((string method, string model) in Methods.SelectMany(method => Models.Select(model => (method, model))))
        {
            ClassesCell[] own = [.. cells.Where(cell => cell.Method == method && cell.Model == model)];
            if (own.Length > 0)
            {
                output.Row(
                    method, model, own.Length, Of(own, cell => cell.New1), Of(own, cell => cell.New5), Of(own, cell => cell.Old1), Of(own, cell => cell.Old5));
            }
        }
    }

    private static string Of(ClassesCell[] cells, Func<ClassesCell, double> metric) =>
        cells.Length > 1 ? ResultWriter.MeanAndSpread([.. cells.Select(metric)]) : ResultWriter.Percent(metric(cells[0]));
}
