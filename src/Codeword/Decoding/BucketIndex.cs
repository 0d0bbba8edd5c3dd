using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>
/// For each digit column and bucket the classes it holds, ascending. They are cut into chunks of 65,536 classes, of which a class takes 2 bytes: its place in its
/// chunk. The lists of a bucket stand one after another, chunk after chunk. Immutable and shared by threads.
/// </summary>
internal sealed class BucketIndex
{
    /// <summary>Classes of a chunk.</summary>
    public const int ChunkClasses = 1 << 16;
    private readonly Column[] _columns;

    /// <summary>Indexes all columns.</summary>
    public BucketIndex(Codebook codebook)
    {
        Classes = codebook.Classes;
        Chunks = (int)(((long)Classes + ChunkClasses - 1) / ChunkClasses);
        _columns = [.. codebook.Columns.Select(IndexOf)];
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>⌈K/65,536⌉.</summary>
    public int Chunks { get; }

    /// <summary>Bytes of memory: 2·K·R for the classes, 4·ΣB·⌈K/65,536⌉ for where lists begin.</summary>
    public long Bytes => _columns.Sum(column => (sizeof(int) * column.Starts.LongLength) + (sizeof(ushort) * column.Places.LongLength));

    /// <summary>The places, in a chunk, of the classes that a bucket holds.</summary>
    public ReadOnlySpan<ushort> PlacesOf(int column, int bucket, int chunk)
    {
        (int[] starts, ushort[] places) = _columns[column];
        int list = (bucket * Chunks) + chunk;
        int start = starts[list];
        return places.AsSpan(start, starts[list + 1] - start);
    }

    // A counting sort by bucket and chunk. What is counted two places on is summed up to where each list begins, one place on, and is where its next list
    // begins once its classes have been put there.
    private Column IndexOf(DigitColumn column)
    {
        int[] starts = new int[checked(((long)column.Buckets * Chunks) + 2)];
        ForEachDigit(column, (label, digit) => starts[(digit * Chunks) + (label / ChunkClasses) + 2]++);
        for (int list = 1; list < starts.Length; list++)
        {
            starts[list] += starts[list - 1];
        }

        ushort[] places = new ushort[column.Classes];
        ForEachDigit(column, (label, digit) => places[starts[(digit * Chunks) + (label / ChunkClasses) + 1]++] = (ushort)(label % ChunkClasses));
        return new Column(starts, places);
    }

    private static void ForEachDigit(DigitColumn column, Action<int, int> action)
    {
        int[] digits = new int[1 << 12];
        for (int first = 0; first < column.Classes; first += digits.Length)
        {
            int count = Math.Min(digits.Length, column.Classes - first);
            column.CopyDigits(first, digits.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                action(first + i, digits[i]);
            }
        }
    }

    private sealed record Column(int[] Starts, ushort[] Places);
}
