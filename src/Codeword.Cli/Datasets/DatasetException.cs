namespace Codeword.Cli.Datasets;

/// <summary>A data set cannot be built. The message is one sentence for the user: what failed and what to do about it.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Says what failed and what to do about it.</summary>
    public DatasetException(string message)
        : base(message)
    {
    }

    /// <summary>Says what failed and what to do about it, and keeps the cause.</summary>
    public DatasetException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
