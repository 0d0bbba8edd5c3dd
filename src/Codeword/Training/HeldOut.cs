using Codeword.Data;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>The examples that choices are made by, as the heads see them.</summary>
internal sealed class HeldOut(ExampleSet examples, RowMatrix rows)
{
    public ExampleSet Examples { get; } = examples;

    public RowMatrix Rows { get; } = rows;

    /// <summary>The rows as a repetition with a hashed input sees them.</summary>
    public RowMatrix Hashed(InputHash? hash) => hash is null ? Rows : Rows.Hashed(hash);
}
