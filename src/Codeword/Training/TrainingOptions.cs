using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>
/// What all methods share. The record's type selects the method: linear heads (<see cref="MachOptions"/>, <see cref="OneVsAllOptions"/>) or a network
/// trained end to end (<see cref="MachNetworkOptions"/>, <see cref="LlcOptions"/>, <see cref="EcocOptions"/>,
/// <see cref="HashOptions"/>, <see cref="SoftmaxOptions"/>).
/// </summary>
public abstract record TrainingOptions
{
    private protected TrainingOptions()
    {
    }

    /// <summary>Refuses options that contradict each other, whatever the data.</summary>
    /// <exception cref="ArgumentException">Two do.</exception>
    internal virtual void RequireSense()
    {
    }

    /// <summary>Names every random choice: the same data, options and seed give the same bytes, for any number of threads.</summary>
    [Description("names every random choice")]
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads train, 0 to 1024; 0 for one a processor. Has no influence on the model and is not stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("threads to train with; 0 = one a processor")]
    [JsonIgnore]
    public int Threads { get; init => field = InRange(value, 0, 1024); }

    /// <summary>Bytes training may take; 0 for what the machine has. A forecast above it is refused. Not stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    [Description("bytes training may take; 0 = what the machine has")]
    [JsonIgnore]
    public long MemoryLimit { get; init => field = InRange(value, 0, long.MaxValue); }

    /// <summary>How text becomes features. Without meaning for data that holds features.</summary>
    [Description("how text becomes features")]
    public TextFeaturizerOptions Text { get; init; } = new();

    /// <summary>
    /// a: an example's weight is multiplied by N_l⁻ᵃ of its label (the mean over its labels), scaled so that weights stay 1 on average.
    /// 0 treats examples alike, 1 treats classes alike.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("class weights N_l^-a: 0 = examples alike, 1 = classes alike")]
    public float ClassWeightPower { get; init => field = InRange(value, 0, 2); }

    /// <summary>Share of the examples held out to choose the decoder, the epochs and the probabilities' scale by, 0 to 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of the examples held out to choose decoder, epochs and calibration by; 0 = none")]
    public double ValidationShare { get; init => field = InRange(value, 0, 0.5); } = 0.1;

    /// <summary>
    /// Whether a monotone curve over the probabilities is fitted too, by isotonic regression on what was held out; null where that is 1,000 examples or more, each of one label,
    /// and the decoder scores every class. <see cref="Calibration"/> does the same to a trained model.
    /// </summary>
    [Description("fit a monotone curve over the probabilities too, by isotonic regression on the held-out examples; when not given, on 1,000 or more of one label each")]
    public bool? Isotonic { get; init; }

    /// <summary>Whether the model is trained once more, on all examples, after what was held out has served.</summary>
    [Description("train once more on all examples after the held-out ones have served")]
    public bool Refit { get; init; } = true;

    /// <summary>The decoder; null to choose on validation data.</summary>
    [Description("how outputs become classes: for bits (llc, ecoc, hash) LogSum, LogitSum, Exact, Hamming or Table, "
        + "else Mean, Min, Median, LogSum, LogitSum or Hinge; chosen on validation data when not given")]
    public DecoderKind? Decoder { get; init => field = value is null ? null : Defined(value.Value); }

    /// <summary>
    /// How trained weights are stored and predicted with, an encoder's too; Sparse is for linear heads alone. The accuracy they had as float32 stands among the validation
    /// figures beside that which is left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a format.</exception>
    [Description("how weights are stored and predicted with: 4, 2, 1 or half a byte each, or the large ones alone")]
    public WeightFormat WeightFormat { get; init => field = Defined(value); }

    private protected static T InRange<T>(T value, T min, T max, [CallerMemberName] string name = "")
        where T : IComparable<T> => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {min:0.##########} to {max:0.##########}."));

    private protected static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is one of {string.Join(", ", Enum.GetNames<T>())}.");
}
