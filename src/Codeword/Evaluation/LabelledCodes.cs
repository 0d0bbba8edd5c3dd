using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>Codes of instances with their labels.</summary>
public sealed class LabelledCodes
{
    /// <summary>Puts labels to codes.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="labels">The label of each.</param>
    /// <exception cref="ArgumentException">There are not as many labels as codes.</exception>
    public LabelledCodes(BinaryCodes codes, IReadOnlyList<LabelId> labels)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(labels);
        (Codes, Labels) = labels.Count == codes.Count
            ? (codes, labels)
            : throw new ArgumentException($"Found {labels.Count} labels; expected {codes.Count}, one a code.", nameof(labels));
    }

    /// <summary>The codes.</summary>
    public BinaryCodes Codes { get; }

    /// <summary>The label of each.</summary>
    public IReadOnlyList<LabelId> Labels { get; }
}
