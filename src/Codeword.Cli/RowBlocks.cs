using System.Runtime.InteropServices;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Works rows off as they come, in blocks, each by all threads; memory does not grow with their number.</summary>
internal sealed class RowBlocks
{
    private const int BlockRows = 1024;
    private const int FewRows = 8;
    private readonly int _parts;
    private readonly List<InputRow> _block = new(BlockRows);

    /// <param name="parts">How many threads work; each takes rows that stand together.</param>
    public RowBlocks(int parts) => _parts = parts;

    /// <summary>Works all rows of a source off, one by one.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="work">Takes each row of part 0, 1, … in order, parts at once.</param>
    /// <param name="flush">Called after each block: what part 0 made of it comes first.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataFormatException">A row is faulty; those before it are done.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Run(ExampleSource source, Action<int, InputRow> work, Action flush, CancellationToken cancellation) => Run(
        RowSource.Of(source),
        (part, rows) =>
        {
            foreach (InputRow row in rows)
            {
                work(part, row);
            }
        },
        flush,
        cancellation);

    /// <summary>Works all rows of a source off, many at once.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="work">Takes all rows of part 0, 1, … in order, parts at once.</param>
    /// <param name="flush">Called after each block: what part 0 made of it comes first.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataFormatException">A row is faulty; those before it are done.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Run(RowSource source, Action<int, ReadOnlySpan<InputRow>> work, Action flush, CancellationToken cancellation)
    {
        var feed = new RowFeed(source);
        for (feed.Take(_block, cancellation); _block.Count > 0; feed.Take(_block, cancellation))
        {
            int parts = _block.Count <= FewRows ? 1 : _parts;
            if (parts == 1)
            {
                RunPart(0, 1, work);
            }
            else
            {
                Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part => RunPart(part, parts, work));
            }

            flush();
        }
    }

    private void RunPart(int part, int parts, Action<int, ReadOnlySpan<InputRow>> work)
    {
        int start = (int)((long)_block.Count * part / parts);
        int end = (int)((long)_block.Count * (part + 1) / parts);
        work(part, CollectionsMarshal.AsSpan(_block)[start..end]);
    }
}
