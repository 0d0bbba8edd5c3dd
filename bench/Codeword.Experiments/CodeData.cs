using System.Globalization;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>A data set in memory with the settings that were chosen for it on held-out rows.</summary>
/// <param name="Training">The training rows.</param>
/// <param name="Held">Rows to choose epochs by; null where a share of the training rows is held out.</param>
/// <param name="Test">The test rows.</param>
/// <param name="Settings">The encoder, and the rates of codes.</param>
/// <param name="HeadRate">The class rate of a real-valued head.</param>
internal sealed record CodeData(TrainingData Training, ExampleSet? Held, ExampleSet Test, NetworkSettings Settings, float HeadRate)
{
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
            !dense ? NetworkSettings.Text : parts[0].EndsWith("-distorted", StringComparison.Ordinal) ? NetworkSettings.DistortedImages : NetworkSettings.Images,
            HeadRateOf(set));

        ExampleSource Source(string part) => dense
            ? ExampleSource.FromFile(Path.Combine(folder, part + ".x.npy"), new NpyFormat { Labels = Path.Combine(folder, part + ".y.npy") })
            : ExampleSource.FromFile(Path.Combine(folder, part + ".svm"), new LibsvmFormat { IndexBase = IndexBase.One });

        ExampleSet Part(string part) => step > 1
            ? Every(step, ExampleSet.Read(Source(part), null), training.Examples)
            : training.ReadValidation(Source(part));
    }

    // On held-out rows: tried.md. Of the sets that are not named the rate was never chosen by itself.
    private static float HeadRateOf(string set) => set switch { "wordnet_coarse" => 1, "glyphs" or "glyphs/7" => 0.03f, _ => 5 };

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
        ClassLearningRate = HeadRate,
        Seed = (ulong)seed,
        Refit = false,
        Epochs = Settings.CodebookEpochs + Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        Dropout = Settings.Dropout,
        WeightDecay = Settings.WeightDecay,
    };

    /// <summary>LLC with the codes it learns, though classes share one: those of the tables, and what other codebooks are compared with.</summary>
    public LlcOptions Llc(int seed, int bits) => (LlcOptions)Shared(new LlcOptions { RepairClashes = false }, seed, bits);

    public EcocOptions Ecoc(int seed, int bits, CodeKind kind) => (EcocOptions)Shared(new EcocOptions { Codes = kind }, seed, bits);

    /// <summary>Deep hashing: on images with the rates that were best on held-out rows for each loss (tried.md), on text with the defaults, chosen there.</summary>
    public HashOptions Hash(int seed, int bits, HashLoss loss)
    {
        var options = new HashOptions
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
        };
        return Settings == NetworkSettings.Text ? options : loss switch
        {
            HashLoss.OrthoHash => options with { LearningRate = 1 },
            HashLoss.GreedyHash => options with { LearningRate = 1, ClassLearningRate = 3 },
            _ => options with { LearningRate = 0.3f },
        };
    }

    /// <summary>
    /// A softmax head behind d linear units, whose layers learn slower than F's own on text, and the class matrix of few units faster: of 64 it diverges so for some seeds.
    /// On images both learn faster (tried.md).
    /// </summary>
    public SoftmaxOptions Bottleneck(int seed, int dimensions) => Settings == NetworkSettings.Text
        ? Softmax(seed) with { Bottleneck = dimensions, LearningRate = 0.02f, ClassLearningRate = dimensions > 16 ? 1.5f : 5 }
        : Softmax(seed) with { Bottleneck = dimensions, LearningRate = 1, ClassLearningRate = 3 };

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
