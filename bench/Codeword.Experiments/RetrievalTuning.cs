using System.Globalization;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Retrieval on training rows alone, to choose settings by: a held-out part of them is the queries, and chooses epochs; the rest is the database.</summary>
internal static class RetrievalTuning
{
    private const double HeldShare = 0.1;

    /// <param name="data">Folder of the sets.</param>
    /// <param name="set">wordnet_coarse, or glyphs with a step, whose validation font is the queries.</param>
    /// <param name="settings">A try each: <c>hash,loss=HashNet,bits=32,epochs=8</c>, on top of the encoder and epochs of the set.</param>
    public static void Run(string data, string set, IEnumerable<string> settings)
    {
        CodeData whole = CodeData.Read(data, set);
        CodeData part = Part(whole);
        var methods = new RetrievalMethods(part);
        foreach (string setting in settings)
        {
            string[] parts = setting.Split(',');
            TrainingMethod method = TrainingMethod.Find(parts[0]);
            NetworkSettings own = whole.Settings;
            string[] shared = [$"width={own.Width}", $"hiddenLayers={own.HiddenLayers}", Text($"dropout={own.Dropout}"), "refit=false", "seed=1"];
            string[] epochs = parts[0] == "llc"
                ? [$"codebookEpochs={own.CodebookEpochs}", $"bitEpochs={own.BitEpochs}", Text($"classLearningRate={own.ClassRate}"), Text($"bitLearningRate={own.BitRate}")]
                : [$"epochs={own.CodebookEpochs + own.BitEpochs}"];
            TrainingOptions options = method.CreateOptions(
                [.. shared.Concat(epochs).Concat(parts[1..]).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))]);
            RetrievalCell cell = methods.Trained(setting, (NetworkOptions)options);
            Console.WriteLine(Text(
                $"{setting}: MAP@1000 {100 * cell.Precision:F2}, found {100 * cell.PrecisionFound:F2}, P@r2 {100 * cell.Within:F2}, {cell.TrainingSeconds:F0} s"));
        }
    }

    private static CodeData Part(CodeData whole)
    {
        if (whole.Held is { } held)
        {
            return whole with { Test = held };
        }

        (ExampleSet training, ExampleSet queries) = Trainer.Split(whole.Training.Examples, HeldShare, seed: 1);
        return whole with { Training = TrainingData.OfExamples(training, whole.Training.Format), Held = queries, Test = queries };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
