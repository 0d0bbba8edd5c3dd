namespace Codeword.Cli.Datasets;

/// <summary>A row of a data set.</summary>
/// <param name="Id">The synset it was made of.</param>
/// <param name="Hash">Its <see cref="SplitHash"/>.</param>
/// <param name="Text">The tokens of its text, numbered by a <see cref="TokenTable"/>; may be empty.</param>
/// <param name="Classes">Its classes, 0-based; at least one.</param>
internal sealed record DatasetRow(string Id, ulong Hash, int[] Text, int[] Classes);
