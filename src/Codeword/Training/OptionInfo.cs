namespace Codeword.Training;

/// <summary>One option of a <see cref="TrainingMethod"/>, for callers that know it by name only.</summary>
/// <param name="Name">Its name, as model files and <see cref="TrainingMethod.CreateOptions"/> have it: <c>repetitions</c>, <c>text.wordNGrams</c>.</param>
/// <param name="Type">What its value is: a number, <see cref="bool"/> or an enumeration.</param>
/// <param name="Default">Its value when it is not given, as text; null when it has none.</param>
/// <param name="Description">What it does, in a few words.</param>
/// <param name="Choices">The names of an enumeration's values; empty for other types.</param>
public sealed record OptionInfo(string Name, Type Type, string? Default, string Description, IReadOnlyList<string> Choices);
