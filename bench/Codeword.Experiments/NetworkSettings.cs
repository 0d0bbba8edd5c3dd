using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>The encoder F and the epochs, the same for every codebook.</summary>
internal sealed record NetworkSettings(int Width, int HiddenLayers, float Dropout, float ClassRate, float BitRate, int CodebookEpochs, int BitEpochs)
{
    public static NetworkSettings Text { get; } = new(256, 1, 0.3f, ClassRate: 3, BitRate: 0.1f, 10, 15);

    public static NetworkSettings Images { get; } = new(1024, 3, 0.1f, ClassRate: 30, BitRate: 0.5f, 6, 14);

    /// <summary>Of images with four distorted ones beside each: five times the rows an epoch.</summary>
    public static NetworkSettings DistortedImages { get; } = Images with { CodebookEpochs = 3, BitEpochs = 9, WeightDecay = 3e-6f };

    /// <summary>The default of all networks, unless changed.</summary>
    public float WeightDecay { get; private init; } = new LlcOptions().WeightDecay;
}
