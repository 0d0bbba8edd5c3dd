namespace Codeword.Data;

/// <summary>Reads examples one by one from an open source, forwards only. Not safe for several threads.</summary>
public abstract class ExampleReader : IDisposable
{
    /// <summary>The row read last.</summary>
    public Example Current { get; } = new();

    /// <summary>The format as it turned out to be, with anything guessed filled in: what <c>auto</c> became.</summary>
    public abstract DataFormat Format { get; }

    /// <summary>Reads the next row into <see cref="Current"/>; false at the end.</summary>
    /// <remarks>
    /// A row that breaks the format is consumed before its fault is thrown: <see cref="Current"/> is then undefined, and the next call goes
    /// on with the row after it, so that one pass can collect every fault. A fault that spoils the rest (damaged gzip data, a quote that is
    /// never closed, more rows than the header says) is thrown once, then the source is at its end.
    /// </remarks>
    /// <exception cref="DataFormatException">The row breaks the format: source, line, column, what was found and what was expected.</exception>
    public abstract bool Read();

    /// <summary>Closes the source.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the source.</summary>
    protected abstract void Dispose(bool disposing);
}
