namespace Codeword.Training.Networks;

/// <summary>Some rows of a matrix, to be passed through a network together.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Selected">Which.</param>
internal readonly record struct Batch(RowMatrix Rows, ReadOnlyMemory<int> Selected)
{
    public int Count => Selected.Length;
}
