namespace Codeword.Data;

/// <summary>Reads examples one by one from an open source, forwards only. Not safe for several threads.</summary>
public abstract class ExampleReader : IDisposable
{
    /// <summary>The row read last.</summary>
    public Example Current { get; } = new();

    /// <summary>The format as it turned out to be, with anything guessed filled in: what <c>auto</c> became.</summary>
    public abstract DataFormat Format { get; }

    /// <summary>Reads the next row into <see cref="Current"/>; false at the end.</summary>
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
