using Codeword.Data;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>A data set in memory with the settings that were chosen for it on held-out rows.</summary>
internal sealed record CodeData(TrainingData Training, ExampleSet? Held, ExampleSet Test, NetworkSettings Settings)
{
    public static CodeData Read(string data, string set)
    {
        string folder = Path.Combine(data, set);
        bool dense = File.Exists(Path.Combine(folder, "train.x.npy"));
        var training = TrainingData.Read(Source("train"), new TextFeaturizerOptions());
        return new CodeData(
            training, dense ? training.ReadValidation(Source("valid")) : null, training.ReadValidation(Source("test")),
            dense ? NetworkSettings.Images : NetworkSettings.Text);

        ExampleSource Source(string part) => dense
            ? ExampleSource.FromFile(Path.Combine(folder, part + ".x.npy"), new NpyFormat { Labels = Path.Combine(folder, part + ".y.npy") })
            : ExampleSource.FromFile(Path.Combine(folder, part + ".svm"), new LibsvmFormat { IndexBase = IndexBase.One });
    }

    public SoftmaxOptions Softmax(int seed) => new()
    {
        Seed = (ulong)seed,
        Refit = false,
        Epochs = Settings.CodebookEpochs + Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        BatchNorm = Settings.BatchNorm,
        Dropout = Settings.Dropout,
    };

    public LlcOptions Llc(int seed, int bits) => new()
    {
        Seed = (ulong)seed,
        Refit = false,
        Bits = bits,
        CodebookEpochs = Settings.CodebookEpochs,
        BitEpochs = Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        BatchNorm = Settings.BatchNorm,
        Dropout = Settings.Dropout,
    };

    public EcocOptions Ecoc(int seed, int bits, CodeKind kind) => new()
    {
        Seed = (ulong)seed,
        Refit = false,
        Bits = bits,
        Codes = kind,
        CodebookEpochs = Settings.CodebookEpochs,
        BitEpochs = Settings.BitEpochs,
        Width = Settings.Width,
        HiddenLayers = Settings.HiddenLayers,
        BatchNorm = Settings.BatchNorm,
        Dropout = Settings.Dropout,
    };
}

/// <summary>The encoder F and the epochs, the same for every codebook.</summary>
internal sealed record NetworkSettings(int Width, int HiddenLayers, bool BatchNorm, float Dropout, int CodebookEpochs, int BitEpochs)
{
    public static NetworkSettings Text { get; } = new(256, 1, BatchNorm: false, 0.3f, 15, 10);

    public static NetworkSettings Images { get; } = new(512, 2, BatchNorm: true, 0.3f, 10, 10);
}
