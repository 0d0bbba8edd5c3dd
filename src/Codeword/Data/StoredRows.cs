using Codeword.Storage;

namespace Codeword.Data;

/// <summary>The rows of an open example store, read where they lie in the mapped file.</summary>
internal sealed class StoredRows : ExampleRows
{
    private readonly Section _chunks;
    private readonly long[] _starts;

    /// <param name="chunks">The section of chunks; each is checked here.</param>
    /// <param name="starts">Where each chunk begins and the last ends, in words of 32 bits.</param>
    /// <param name="count">n.</param>
    /// <param name="features">D.</param>
    /// <param name="labels">K.</param>
    /// <param name="folder">Where the file is.</param>
    /// <exception cref="InvalidDataException">A chunk is damaged.</exception>
    public StoredRows(Section chunks, long[] starts, int count, int features, int labels, string folder)
    {
        (_chunks, _starts, Count, StoreFolder) = (chunks, starts, count, folder);
        long nonZeros = 0;
        for (int c = 0; c < starts.Length - 1; c++)
        {
            ReadOnlySpan<int> words = WordsOf(c);
            int rows = Math.Min(RowChunk.MostRows, count - (c * RowChunk.MostRows));
            if (RowChunk.Check(words, rows, features, labels) is { } problem)
            {
                throw chunks.Fault($"chunk {c}: {problem}");
            }

            nonZeros += words[1];
            HasWeights |= words[3] != 0;
        }

        NonZeros = nonZeros;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override long NonZeros { get; }

    /// <inheritdoc/>
    public override string StoreFolder { get; }

    /// <inheritdoc/>
    public override bool HasWeights { get; }

    /// <inheritdoc/>
    public override Features FeaturesOf(int row) => ChunkOf(row).FeaturesOf(row & (RowChunk.MostRows - 1));

    /// <inheritdoc/>
    public override ReadOnlySpan<LabelId> LabelsOf(int row) => ChunkOf(row).LabelsOf(row & (RowChunk.MostRows - 1));

    /// <inheritdoc/>
    public override float WeightOf(int row) => ChunkOf(row).WeightOf(row & (RowChunk.MostRows - 1));

    /// <inheritdoc/>
    public override int UnseenLabelsOf(int row) => 0;

    /// <inheritdoc/>
    public override int UnseenFeaturesOf(int row) => 0;

    /// <inheritdoc/>
    public override ExampleArrays Select(ReadOnlySpan<int> rows) => ExampleArrays.Copy(this, rows);

    /// <inheritdoc/>
    public override ExampleRowsExcept Except(int[] rows) => new(this, rows);

    private RowChunk ChunkOf(int row) => new(WordsOf(row >> RowChunk.RowBits));

    private ReadOnlySpan<int> WordsOf(int chunk) => _chunks.Slice<int>(_starts[chunk], (int)(_starts[chunk + 1] - _starts[chunk]));
}
