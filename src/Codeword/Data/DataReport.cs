namespace Codeword.Data;

/// <summary>What a source holds and every fault in it.</summary>
public sealed record DataReport
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>Its format, with anything guessed filled in.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>How many rows are sound. All other figures are of these.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them have no label.</summary>
    public required long RowsWithoutLabels { get; init; }

    /// <summary>How many of them have no feature, or no text but white space.</summary>
    public required long EmptyRows { get; init; }

    /// <summary>D as far as seen: the largest index (counted from 0) plus one; 0 when rows hold text.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>How many features are given, explicit zeros included; 0 when rows hold text.</summary>
    public required long NonZeros { get; init; }

    /// <summary>How long all texts are together, in characters; 0 when rows hold features.</summary>
    public required long Characters { get; init; }

    /// <summary>The fewest labels of a row; 0 when there are no rows.</summary>
    public required int MinLabelsPerRow { get; init; }

    /// <summary>The labels of a row on average; 0 when there are no rows.</summary>
    public required double MeanLabelsPerRow { get; init; }

    /// <summary>The most labels of a row; 0 when there are no rows.</summary>
    public required int MaxLabelsPerRow { get; init; }

    /// <summary>The smallest weight; 1 when there are no rows.</summary>
    public required float MinWeight { get; init; }

    /// <summary>The largest weight; 1 when there are no rows.</summary>
    public required float MaxWeight { get; init; }

    /// <summary>K, how many labels there are.</summary>
    public required int Labels { get; init; }

    /// <summary>The label of the most rows, the first met if several; null when there are no labels.</summary>
    public required LabelFrequency? LargestLabel { get; init; }

    /// <summary>The label of the fewest rows, the first met if several; null when there are no labels.</summary>
    public required LabelFrequency? SmallestLabel { get; init; }

    /// <summary>How many labels have one row only.</summary>
    public required int SingleRowLabels { get; init; }

    /// <summary>How many faults there are.</summary>
    public required long FaultCount { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<DataFormatException> Faults { get; init; }

    /// <summary>Reads a source to its end, faults or not.</summary>
    /// <param name="source">The examples.</param>
    /// <param name="maxFaults">How many faults to keep; all are counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative <paramref name="maxFaults"/>.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static DataReport Inspect(ExampleSource source, int maxFaults = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxFaults);
        var tally = new DataTally(maxFaults);
        DataFormat format = source.Format;
        try
        {
            using ExampleReader reader = source.Open();
            format = reader.Format;
            while (tally.ReadRow(reader))
            {
            }
        }
        catch (DataFormatException fault)
        {
            tally.Add(fault); // in the head of the source: nothing after it can be read
        }

        return tally.ToReport(source.Name, format);
    }
}
