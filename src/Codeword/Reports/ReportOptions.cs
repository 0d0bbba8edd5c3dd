using Codeword.Data;

namespace Codeword.Reports;

/// <summary>What a report tells beyond what follows from the model and the data.</summary>
public sealed record ReportOptions
{
    /// <summary>The page's title: the name of the model's file, say.</summary>
    public string Title { get; init; } = "Model";

    /// <summary>The k of the metrics: ascending, each 1 or more.</summary>
    public IReadOnlyList<int> Cutoffs { get; init; } = [1, 3, 5];

    /// <summary>What classes are called where labels are numbers: a name for any of the labels; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>Rows of none of the model's classes, to tell how well these are told from the data's; labels are not looked at. Null for none.</summary>
    public ExampleSource? Unknown { get; init; }

    /// <summary>Threads to work with, 0 or more; 0 = one a processor. The report is the same for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}
