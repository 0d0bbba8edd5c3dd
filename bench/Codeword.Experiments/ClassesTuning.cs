using System.Globalization;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Ways to add classes, tried on classes and rows that nothing is measured on.</summary>
internal static class ClassesTuning
{
    /// <param name="data">Folder of the sets.</param>
    /// <param name="folder">Where trained models are kept.</param>
    /// <param name="method">mach or llc.</param>
    /// <param name="settings">A try each: <c>slack=0,epochs=10,rate=0.3</c>.</param>
    public static void Run(string data, string folder, string method, IEnumerable<string> settings)
    {
        var examples = CodeData.Read(data, "wordnet");
        var split = ClassesSplit.ToChoose(examples, seed: 1);
        Classifier model = Train(examples, split.Training, Path.Combine(folder, $"classes-tune-{method}.codeword"), method);
        Show("before", model, split);
        foreach (string setting in settings)
        {
            if (setting == "scratch")
            {
                Show(setting, Train(examples, split.Whole, Path.Combine(folder, $"classes-tune-{method}-scratch.codeword"), method), split);
                continue;
            }

            Show(setting, ClassExtension.Of(model, split.Few.ToSet(), Parse(setting)).Classifier, split);
        }
    }

    public static TrainingOptions OptionsOf(CodeData data, string method, int seed) => method == "mach"
        ? new MachOptions { Seed = (ulong)seed, Threads = 1 }
        : data.Llc(seed, 25) with { Threads = 1 };

    private static Classifier Train(CodeData data, RowList rows, string path, string method)
    {
        if (!File.Exists(path))
        {
            Trainer.Train(TrainingData.OfExamples(rows.ToSet(), data.Training.Format), OptionsOf(data, method, 1)).Save(path);
        }

        return Classifier.Load(path);
    }

    private static ClassExtensionOptions Parse(string setting)
    {
        Dictionary<string, string> pairs = setting.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new ClassExtensionOptions { Threads = 1 };
        return options with
        {
            Slack = int.Parse(pairs.GetValueOrDefault("slack", "0"), CultureInfo.InvariantCulture),
            Epochs = int.Parse(pairs.GetValueOrDefault("epochs", "0"), CultureInfo.InvariantCulture),
            Rate = pairs.TryGetValue("rate", out string? rate) ? float.Parse(rate, CultureInfo.InvariantCulture) : options.Rate,
            NegativeShare = pairs.TryGetValue("neg", out string? negative) ? float.Parse(negative, CultureInfo.InvariantCulture) : options.NegativeShare,
            Margin = float.Parse(pairs.GetValueOrDefault("margin", "1"), CultureInfo.InvariantCulture),
            FreezeBias = pairs.ContainsKey("freeze"),
            Mean = Enum.Parse<MeanKind>(pairs.GetValueOrDefault("mean", "Default")),
        };
    }

    private static void Show(string name, Classifier model, ClassesSplit split) => Console.WriteLine(ClassesCell.Of(model.Model.Decoder.ToString(), name.Replace(',', ' '), 1, model, split, 0));
}
