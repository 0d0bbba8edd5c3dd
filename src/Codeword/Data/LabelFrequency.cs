namespace Codeword.Data;

/// <summary>A label and how many rows have it.</summary>
/// <param name="Name">The label's name.</param>
/// <param name="Rows">How many rows have it.</param>
public readonly record struct LabelFrequency(string Name, long Rows);
