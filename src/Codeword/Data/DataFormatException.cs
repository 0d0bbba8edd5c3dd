namespace Codeword.Data;

/// <summary>Data that breaks its format. The message reads <c>source:line:column: found …; expected …</c>, or <c>source: found …</c> of a fault in no line.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Describes one fault.</summary>
    /// <param name="source">File name, or <c>-</c> for standard input.</param>
    /// <param name="line">1-based line; 0 when the fault is not in a line (an empty file).</param>
    /// <param name="column">1-based column in characters; 0 when the whole line is meant.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public DataFormatException(string source, long line, int column, string problem)
        : base(line > 0 || column > 0 ? $"{source}:{line}:{column}: {problem}" : $"{source}: {problem}")
    {
        SourceName = source;
        Line = line;
        Column = column;
        Problem = problem;
    }

    /// <summary>File name, or <c>-</c> for standard input.</summary>
    public string SourceName { get; }

    /// <summary>1-based line; 0 when the fault is not in a line.</summary>
    public long Line { get; }

    /// <summary>1-based column in characters; 0 when the whole line is meant.</summary>
    public int Column { get; }

    /// <summary>What was found and what was expected.</summary>
    public string Problem { get; }
}
