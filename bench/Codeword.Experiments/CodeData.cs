using System.Globalization;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>A data set in memory with the settings that were chosen for it on held-out rows.</summary>
internal sealed record CodeData(TrainingData Training, ExampleSet? Held, ExampleSet Test, NetworkSettings Settings)
{
    private const int FewClasses = 7;

    /// <summary>Reads a set; <c>glyphs/3</c> is every third class of it.</summary>
    public static CodeData Read(string data, string set)
    {
        string[] parts = set.Split('/');
        string folder = Path.Combine(data, parts[0]);
        int step = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        bool dense = File.Exists(Path.Combine(folder, "train.x.npy"));
        var training = TrainingData.Read(Source("train"), new TextFeaturizerOptions());
        training = step > 1 ? TrainingData.OfExamples(Every(step, training.Examples, null), training.Format) : training;
        return new CodeData(
            training, dense ? Part("valid") : null, Part("test"),
            SettingsOf(dense, parts[0], step));

        ExampleSource Source(string part) => dense
            ? ExampleSource.FromFile(Path.Combine(folder, part + ".x.npy"), new NpyFormat { Labels = Path.Combine(folder, part + ".y.npy") })
            : ExampleSource.FromFile(Path.Combine(folder, part + ".svm"), new LibsvmFormat { IndexBase = IndexBase.One });

        ExampleSet Part(string part) => step > 1
            ? Every(step, ExampleSet.Read(Source(part), null), training.Examples)
            : training.ReadValidation(Source(part));
    }

    private static NetworkSettings SettingsOf(bool isDense, string folder, int step) => !isDense ? NetworkSettings.Text
        : folder.EndsWith("-distorted", StringComparison.Ordinal) ? NetworkSettings.DistortedImages
        : step >= FewClasses ? NetworkSettings.FewImages : NetworkSettings.Images;

    // Rows whose label is a multiple of the step.
    private static ExampleSet Every(int step, ExampleSet examples, ExampleSet? known)
    {
        var builder = new ExampleSetBuilder(known?.Labels, examples.FeatureCount);
        for (int row = 0; row < examples.Count; row++)
        {
            string name = examples.Labels[examples.LabelsOf(row)[0]];
            if (int.Parse(name, CultureInfo.InvariantCulture) % step == 0)
            {
                builder.Add(examples.Row(row), [name]);
            }
        }

        return builder.Build();
    }

    public SoftmaxOptions Softmax(int seed) => new()
    {
        ClassLearningRate = Settings.HeadRate,
        Seed = (ulong)seed,
        Refit = false,
        Epochs = Settings.CodebookEpochs + Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        Dropout = Settings.Dropout,
        WeightDecay = Settings.WeightDecay,
    };

    public LlcOptions Llc(int seed, int bits) => (LlcOptions)Shared(new LlcOptions(), seed, bits);

    public EcocOptions Ecoc(int seed, int bits, CodeKind kind) => (EcocOptions)Shared(new EcocOptions { Codes = kind }, seed, bits);

    public HashOptions Hash(int seed, int bits, HashLoss loss) => new()
    {
        Loss = loss,
        Seed = (ulong)seed,
        Refit = false,
        Bits = bits,
        Epochs = Settings.CodebookEpochs + Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        Dropout = Settings.Dropout,
        WeightDecay = Settings.WeightDecay,
        BatchNormBits = Settings == NetworkSettings.Text ? loss == HashLoss.GreedyHash : null,
    };

    /// <summary>A softmax head behind d linear units, whose layers learn slower than F's own on text.</summary>
    public SoftmaxOptions Bottleneck(int seed, int dimensions) =>
        Settings == NetworkSettings.Text ? Softmax(seed) with { Bottleneck = dimensions, LearningRate = 0.02f } : Softmax(seed) with { Bottleneck = dimensions };

    private CodeOptions Shared(CodeOptions options, int seed, int bits) => options with
    {
        Seed = (ulong)seed,
        Refit = false,
        Bits = bits,
        ClassLearningRate = Settings.ClassRate,
        BitLearningRate = Settings.BitRate,
        CodebookEpochs = Settings.CodebookEpochs,
        BitEpochs = Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        Dropout = Settings.Dropout,
        WeightDecay = Settings.WeightDecay,
    };
}
