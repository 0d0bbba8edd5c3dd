using System.Globalization;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Ways to add classes, tried on classes and rows that nothing is measured on.</summary>
internal static class ClassesTuning
{
    /// <param name="data">Folder of the sets.</param>
    /// <param name="folder">Where trained models are kept.</param>
    /// <param name="method">MACH or LLC.</param>
    /// <param name="settings">A try each: <c>slack=0,epochs=10,rate=0.3</c>.</param>
    public static void Run(string data, string folder, string method, IEnumerable<string> settings)
    {
        var examples = CodeData.Read(data, "wordnet");
        var split = ClassesSplit.ToChoose(examples, seed: 1);
        Classifier model = ClassesExperiment.Train(examples, split.Training, method, 1, Path.Combine(folder, $"{method}-tune.codeword"));
        Show("before", model, split);
        foreach (string setting in settings)
        {
            if (setting == "scratch")
            {
                Show(setting, ClassesExperiment.Train(examples, split.Whole, method, 1, Path.Combine(folder, $"{method}-tune-scratch.codeword")), split);
                continue;
            }

            Show(setting, ClassExtension.Of(model, split.Few.ToSet(), Parse(setting)).Classifier, split);
        }
    }

    private static ClassExtensionOptions Parse(string setting)
    {
        Dictionary<string, string> pairs = setting.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return new ClassExtensionOptions
        {
            Threads = 1,
            Slack = int.Parse(pairs.GetValueOrDefault("slack", "0"), CultureInfo.InvariantCulture),
            Epochs = int.Parse(pairs.GetValueOrDefault("epochs", "0"), CultureInfo.InvariantCulture),
            Rate = pairs.TryGetValue("rate", out string? rate) ? float.Parse(rate, CultureInfo.InvariantCulture) : null,
        };
    }

    private static void Show(string name, Classifier model, ClassesSplit split) =>
        Console.WriteLine(ClassesCell.Of(model.Model.Decoder.ToString(), name.Replace(',', ' '), 1, model, split));
}
