using System.Text;
using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>Searches an index for rows as they come; the lines keep the rows' order.</summary>
internal sealed class SearchStream
{
    // Queries share a pass over the codes, as many as their neighbours leave room for.
    private const int MostQueries = 64;
    private const int MostNeighbors = 1 << 20;
    private const int FewNeighbors = 64;
    private readonly LabeledIndex _index;
    private readonly int? _count;
    private readonly int _radius;
    private readonly NeighborWriter _writer;
    private readonly int _queries;
    private readonly Part[] _parts;

    /// <param name="index">The index.</param>
    /// <param name="model">The model; null when rows are codes.</param>
    /// <param name="count">How many neighbours to name a row; null for all within the radius.</param>
    /// <param name="radius">The largest distance; null for any.</param>
    /// <param name="threads">Threads to work with; 0 for one a processor.</param>
    /// <param name="writer">Makes lines of neighbours.</param>
    public SearchStream(LabeledIndex index, Classifier? model, int? count, int? radius, int threads, NeighborWriter writer)
    {
        (_index, _count, _radius, _writer) = (index, count, radius ?? index.Codes.Bits, writer);
        _queries = Math.Clamp(MostNeighbors / Wanted, 1, MostQueries);
        _parts = [.. Enumerable.Range(0, threads > 0 ? threads : Environment.ProcessorCount).Select(_ => new Part(model?.CreatePredictor()))];
    }

    private int Wanted => Math.Min(_count ?? FewNeighbors, Math.Max(1, _index.Codes.Count));

    /// <summary>Searches for all rows of a source; the lines of a block are flushed when it is done.</summary>
    /// <exception cref="DataFormatException">A row is faulty; the lines of those before it are written.</exception>
    /// <exception cref="IOException">The source cannot be read, or the output cannot be written.</exception>
    /// <exception cref="UsageException">More codes are within the radius of a row than can be told.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Run(RowSource source, TextWriter output, CancellationToken cancellation) =>
        new RowBlocks(_parts.Length).Run(source, Search, () => Flush(output), cancellation);

    private void Search(int part, ReadOnlySpan<InputRow> rows)
    {
        Part own = _parts[part];
        own.Reserve(_queries, Wanted, _index.Codes.BytesPerCode);
        for (int start = 0; start < rows.Length; start += _queries)
        {
            SearchFew(own, rows[start..Math.Min(start + _queries, rows.Length)]);
        }
    }

    private void SearchFew(Part own, ReadOnlySpan<InputRow> rows)
    {
        int bytes = _index.Codes.BytesPerCode;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].CopyCode(own.Predictor, own.Codes.AsSpan(i * bytes, bytes));
        }

        _index.Codes.WithinBatch(own.Codes.AsSpan(0, rows.Length * bytes), _radius, Wanted, own.Neighbors, own.Found);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<Neighbor> found = own.Neighbors.AsSpan(i * Wanted, own.Found[i]);
            bool mayBeMore = _count is null && found.Length == Wanted;
            _writer(own.Lines, rows[i], mayBeMore ? All(rows[i], own.Codes.AsSpan(i * bytes, bytes)) : found, _index);
        }
    }

    private Neighbor[] All(InputRow row, ReadOnlySpan<byte> code)
    {
        int count = _index.Codes.CountWithin(code, _radius);
        if (count > HammingIndex.MostNeighbors)
        {
            throw new UsageException(
                $"The row of line {row.Line} has {Figures.Count(count, "code")} within --radius {_radius}; at most {Figures.Count(HammingIndex.MostNeighbors)} can be named: "
                + "lower it, or give -k.");
        }

        var all = new Neighbor[count];
        _index.Codes.Within(code, _radius, all);
        return all;
    }

    private void Flush(TextWriter output)
    {
        foreach (Part part in _parts)
        {
            output.Write(part.Lines);
            part.Lines.Clear();
        }

        output.Flush();
    }

    private sealed class Part(Predictor? predictor)
    {
        public Predictor? Predictor { get; } = predictor;

        public StringBuilder Lines { get; } = new();

        public byte[] Codes { get; private set; } = [];

        public Neighbor[] Neighbors { get; private set; } = [];

        public int[] Found { get; private set; } = [];

        public void Reserve(int queries, int wanted, int bytesPerCode)
        {
            if (Found.Length == 0)
            {
                (Codes, Neighbors, Found) = (new byte[queries * bytesPerCode], new Neighbor[queries * wanted], new int[queries]);
            }
        }
    }
}
