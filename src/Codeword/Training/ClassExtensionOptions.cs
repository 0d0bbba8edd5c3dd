using System.Globalization;
using System.Runtime.CompilerServices;

namespace Codeword.Training;

/// <summary>How classes are added to a model that is trained.</summary>
public sealed record ClassExtensionOptions
{
    /// <summary>Passes of fine-tuning, where it is wanted, that served held-out classes well.</summary>
    public const int UsualEpochs = 10;

    /// <summary>The rate that served held-out classes well where heads read features.</summary>
    internal const float UsualRate = 0.2f;

    /// <summary>The same where heads read what an encoder makes of features, all of which all classes share.</summary>
    internal const float UsualEncodedRate = 0.02f;

    /// <summary>
    /// How many classes more than the emptiest bucket has a bucket may have and still be taken for a shuffled digit; of those that may, the one that the head
    /// gives the new class's examples the highest outputs for is. 0 keeps loads as even as they can be; a few more find more new classes without fine-tuning. 0 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Slack { get; init => field = InRange(value, 0, int.MaxValue); }

    /// <summary>Passes of fine-tuning over the new classes' examples, 0 to 1000; 0 leaves all weights, and so the scores of all old classes, as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int Epochs { get; init => field = InRange(value, 0, 1000); }

    /// <summary>
    /// How far a step of fine-tuning moves an output along the loss, as a share of the longest step that is safe: above 0, at most 1. Null for 0.2 where heads read features, 0.02
    /// where they read what an encoder makes of them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public float? Rate { get; init => field = value is null ? null : InRange(value.Value, 1e-6f, 1); }

    /// <summary>Threads, 0 to 1024; 0 for one a processor. Has no influence on the model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int Threads { get; init => field = InRange(value, 0, 1024); }

    private static T InRange<T>(T value, T min, T max, [CallerMemberName] string name = "")
        where T : IComparable<T> => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {min:0.##########} to {max:0.##########}."));
}
