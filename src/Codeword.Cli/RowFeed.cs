using System.Threading.Channels;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>
/// Reads rows on a thread of its own, a bounded number ahead: who takes them gets the rows that are there while the next are waited for,
/// and can stop waiting.
/// </summary>
internal sealed class RowFeed
{
    private const int MostRows = 8192;
    private const int MostDenseValues = 1 << 24;
    private readonly int _capacity;
    private readonly Channel<InputRow> _rows;

    public RowFeed(ExampleSource source)
    {
        _capacity = source.Format is NpyFormat { Columns: { } columns and > 0 } ? Math.Clamp(MostDenseValues / columns, 1, MostRows) : MostRows;
        _rows = Channel.CreateBounded<InputRow>(new BoundedChannelOptions(_capacity) { SingleReader = true, SingleWriter = true });
        new Thread(() => Read(source)) { IsBackground = true, Name = "rows" }.Start();
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

    private void Read(ExampleSource source)
    {
        try
        {
            using ExampleReader reader = source.Open();
            bool lineIsRow = source.Format is LibsvmFormat or TextFormat or JsonLinesFormat;
            long last = 0;
            while (reader.Read())
            {
                int blank = lineIsRow ? (int)(reader.Current.Line - last - 1) : 0;
                last = reader.Current.Line;
                Add(InputRow.Of(reader.Current, blank));
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
