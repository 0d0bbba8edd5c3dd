using System.Threading.Channels;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>
/// Reads rows on a thread of its own, a bounded number ahead: who takes them gets the rows that are there while the next are waited for,
/// and can stop waiting.
/// </summary>
internal sealed class RowFeed
{
    private readonly int _capacity;
    private readonly Channel<InputRow> _rows;

    public RowFeed(RowSource source)
    {
        _capacity = source.MostAhead;
        _rows = Channel.CreateBounded<InputRow>(new BoundedChannelOptions(_capacity) { SingleReader = true, SingleWriter = true });
        new Thread(() => Read(source.Rows)) { IsBackground = true, Name = "rows" }.Start();
    }

    /// <summary>Waits for a row, then takes what else is there, up to the block's capacity. An empty block is the end.</summary>
    /// <exception cref="DataFormatException">The row after those taken before is faulty.</exception>
    /// <exception cref="IOException">The source cannot be read on.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Take(List<InputRow> block, CancellationToken cancellation)
    {
        block.Clear();
        if (!_rows.Reader.WaitToReadAsync(cancellation).AsTask().GetAwaiter().GetResult())
        {
            return;
        }

        while (block.Count < Math.Min(block.Capacity, _capacity) && _rows.Reader.TryRead(out InputRow? row))
        {
            block.Add(row);
        }
    }

    private void Read(IEnumerable<InputRow> rows)
    {
        try
        {
            foreach (InputRow row in rows)
            {
                Add(row);
            }

            _rows.Writer.Complete();
        }
        catch (Exception fault)
        {
            _rows.Writer.Complete(fault);
        }
    }

    private void Add(InputRow row)
    {
        while (!_rows.Writer.TryWrite(row))
        {
            _ = _rows.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
