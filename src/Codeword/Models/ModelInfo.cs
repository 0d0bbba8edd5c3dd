using Codeword.Data;

namespace Codeword.Models;

/// <summary>What a model says of its own making.</summary>
public sealed record ModelInfo
{
    /// <summary>The method: <c>mach</c>, <c>llc</c>, <c>ecoc</c>, <c>ova</c> or <c>softmax</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The options it was trained with, as names and values.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>N, how many examples it was trained on.</summary>
    public required long TrainingRows { get; init; }

    /// <summary>Whether an example may have several labels.</summary>
    public required bool IsMultiLabel { get; init; }

    /// <summary>How the training data was written, with anything guessed filled in: what test and predict read alike.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>What was measured on validation data while training: names and values in [0, 1]. Empty when nothing was held out.</summary>
    public required IReadOnlyDictionary<string, double> Validation { get; init; }
}
