using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>Small data of each kind, and networks that learn it in a moment.</summary>
internal static class NetworkProblem
{
    private static readonly string[] Small = ["width=32", "batchSize=32", "seed=3", "dropout=0.1"];
    private static readonly string[] Epochs = ["epochs=15"];
    private static readonly string[] SmallDigits = ["epochs=15", "repetitions=8", "buckets=8"];
    private static readonly string[] SmallCodes = ["bits=12", "codebookEpochs=12", "bitEpochs=10"];

    /// <summary>Rows of 30 classes as text, sparse or dense features.</summary>
    public static ExampleSource Source(string kind, int rows, ulong seed) =>
        kind == "dense" ? DenseProblem.Source(rows, seed) : Synthetic.Source(kind == "text", multiLabel: false, rows, seed);

    /// <summary>A method and its settings: <c>llc bits=8</c>.</summary>
    public static TrainingOptions Options(string setting)
    {
        string[] parts = setting.Split(' ');
        string[] values = [.. Small, .. parts[0] switch { "softmax" => Epochs, "hash" => [.. Epochs, "bits=12"], "mach-network" => SmallDigits, _ => SmallCodes }, .. parts[1..]];
        return TrainingMethod.Find(parts[0]).CreateOptions(values.Select(value => new KeyValuePair<string, string>(value.Split('=')[0], value.Split('=')[1])));
    }

    /// <summary>Random codes, all different in practice.</summary>
    public static BinaryCodes Codes(int classes, int bits)
    {
        var random = new SplitMix64(9);
        return BinaryCodes.FromSigns(BitCodes.Random(classes, bits, ref random), classes, bits);
    }
}
