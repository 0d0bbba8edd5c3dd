namespace Codeword.Data;

/// <summary>How examples are written in a file: one of libsvm, XMLC,
/// fastText, delimited or JSON lines.</summary>
public abstract record DataFormat
{
    private protected DataFormat()
    {
    }

    /// <summary>Whether rows hold text (a featurizer makes the features) rather than features.</summary>
    public abstract bool HoldsText { get; }

    /// <summary>Starts reading. The reader owns <paramref name="text"/> and disposes it.</summary>
    /// <param name="text">The decompressed, decoded source.</param>
    /// <param name="source">Its name for messages.</param>
    public abstract ExampleReader Open(Stream text, string source);
}
