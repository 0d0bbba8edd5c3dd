namespace Codeword.Training;

/// <summary>How classes are added to a model that is trained.</summary>
public sealed record ClassExtensionOptions
{
    /// <summary>Passes of fine-tuning that most models are well served with.</summary>
    public const int UsualEpochs = 5;

    /// <summary>
    /// How many classes more than the emptiest bucket has a bucket may have and still be taken for a shuffled digit; of those that may, the one that the head
    /// gives the new class's examples the highest outputs for is. 0 keeps loads as even as they can be; the more, the more is gained without fine-tuning. 0 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Slack { get; init => field = InRange(value, 0, int.MaxValue); }

    /// <summary>Passes of fine-tuning over the new classes' examples, 0 to 1000; 0 leaves all weights, and so the scores of all old classes, as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int Epochs { get; init => field = InRange(value, 0, 1000); }

    /// <summary>How much of the way to its target an example takes an output that it is the only one to change, above 0, at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public float Rate { get; init => field = InRange(value, 1e-6f, 1); } = 0.3f;

    /// <summary>Threads, 0 to 1024; 0 for one a processor. Has no influence on the model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int Threads { get; init => field = InRange(value, 0, 1024); }

    internal MeanKind Mean { get; init; }

    internal float Margin { get; init; } = 1;

    internal bool FreezeBias { get; init; }

    internal float NegativeShare { get; init; } = 1;

    private static T InRange<T>(T value, T min, T max, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
        where T : IComparable<T> => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {min} to {max}.");
}

internal enum MeanKind
{
    Default,
    Output,
    Entry,
    Sign,
    Probability,
}
