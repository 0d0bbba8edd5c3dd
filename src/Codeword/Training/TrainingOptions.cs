using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>What all methods share. The record's type selects the method: <see cref="MachOptions"/> or <see cref="OneVsAllOptions"/>.</summary>
public abstract record TrainingOptions
{
    private protected TrainingOptions()
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

    /// <summary>p of the input transform: each value v becomes sign(v)·|v|ᵖ before rows are scaled to length 1. Above 0, at most 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("power p of the input: v becomes sign(v)*|v|^p, then rows are scaled to length 1")]
    public float InputPower { get; init => field = InRange(value, 1e-3f, 4); } = 0.7f;

    /// <summary>The constant feature appended to each row, 0 to 100; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("value of the constant bias feature; 0 = none")]
    public float Bias { get; init => field = InRange(value, 0, 100); } = 0.5f;

    /// <summary>What heads minimise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a loss.</exception>
    [Description("SquaredHinge: max(0,1-y*m)^2 a bucket; Softmax: cross-entropy over a head's buckets; Logistic: binary cross-entropy a bucket")]
    public HeadLoss Loss { get; init => field = Defined(value); } = HeadLoss.SquaredHinge;

    /// <summary>C of the squared hinge: min ½‖w‖² + C·Σ max(0, 1 − y·m)². Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("C of the squared hinge: min 1/2*|w|^2 + C*sum max(0,1-y*m)^2")]
    public float Cost { get; init => field = InRange(value, 1e-6f, 1e6f); } = 1;

    /// <summary>Factor of C for the bucket an example belongs to (y = +1). Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("factor of C where y = +1 (squared hinge)")]
    public float PositiveWeight { get; init => field = InRange(value, 1e-3f, 1e3f); } = 1;

    /// <summary>
    /// a: an example's weight is multiplied by N_l⁻ᵃ of its label (the mean over its labels), scaled so that weights stay 1 on average.
    /// 0 treats examples alike, 1 treats classes alike.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("class weights N_l^-a: 0 = examples alike, 1 = classes alike")]
    public float ClassWeightPower { get; init => field = InRange(value, 0, 2); }

    /// <summary>Passes over the training data, 1 to 1000; fewer when they would change nothing, or by <see cref="Patience"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes over the training data, at most")]
    public int Epochs { get; init => field = InRange(value, 1, 1000); } = 10;

    /// <summary>First learning rate of the softmax and logistic losses. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate (softmax and logistic loss)")]
    public float LearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 1;

    /// <summary>How the learning rate changes from epoch to epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a schedule.</exception>
    [Description("learning rate over the epochs (softmax and logistic loss)")]
    public RateSchedule Schedule { get; init => field = Defined(value); } = RateSchedule.Linear;

    /// <summary>Early stopping of the softmax and logistic losses: a head stops after this many epochs without a better validation loss, and goes
    /// back to its best epoch. 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("epochs without a better validation loss after which a head stops (softmax and logistic loss)")]
    public int Patience { get; init => field = InRange(value, 1, 1000); } = 2;

    /// <summary>Share of the examples held out to choose the decoder, the epochs and the probabilities' scale by, 0 to 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of the examples held out to choose decoder, epochs and calibration by; 0 = none")]
    public double ValidationShare { get; init => field = InRange(value, 0, 0.5); } = 0.1;

    /// <summary>Whether the model is trained once more, on all examples, after what was held out has served.</summary>
    [Description("train once more on all examples after the held-out ones have served")]
    public bool Refit { get; init; } = true;

    /// <summary>The decoder; null to choose on validation data.</summary>
    [Description("Mean, Min, Median, LogSum, LogitSum or Hinge; of bits LogSum, LogitSum, Exact, Hamming or Table; chosen on validation data when not given")]
    public DecoderKind? Decoder { get; init => field = value is null ? null : Defined(value.Value); }

    /// <summary>The power p of the hinge decoder where that is the decoder given. Above 0, at most 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("p of --decoder Hinge: score = -sum max(0,1-m)^p")]
    public float HingePower { get; init => field = InRange(value, 0.1f, 16); } = 3;

    private protected static T InRange<T>(T value, T min, T max, [CallerMemberName] string name = "")
        where T : IComparable<T> => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {min} to {max}.");

    private protected static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is one of {string.Join(", ", Enum.GetNames<T>())}.");
}
