using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>
/// Digits of a byte laid out as decoding reads them: blocks of 256 classes, in each block column after column, so that a pass over all digits of all classes
/// reads memory from one end to the other. Kept in arrays of 65,536 classes, of which there may be any number.
/// </summary>
internal sealed class DigitTiles
{
    /// <summary>Classes of a block.</summary>
    public const int BlockClasses = 256;

    /// <summary>Values a digit may have.</summary>
    public const int MostBuckets = 256;
    private const int ArrayBlocks = 256;
    private readonly byte[][] _arrays;
    private readonly int _classes;

    /// <summary>Lays columns of up to 256 buckets out. What the last block has beyond the classes is 0.</summary>
    public DigitTiles(IReadOnlyList<DigitColumn> columns)
    {
        _classes = columns.Count == 0 ? 0 : columns[0].Classes;
        Columns = columns.Count;
        int blocks = (int)(((long)_classes + BlockClasses - 1) / BlockClasses);
        _arrays = new byte[(blocks + ArrayBlocks - 1) / ArrayBlocks][];
        for (int i = 0; i < _arrays.Length; i++)
        {
            _arrays[i] = new byte[Math.Min(ArrayBlocks, blocks - (i * ArrayBlocks)) * BlockBytes];
        }

        Span<int> digits = stackalloc int[BlockClasses];
        for (int block = 0; block < blocks; block++)
        {
            int first = block * BlockClasses;
            Span<int> own = digits[..Math.Min(BlockClasses, _classes - first)];
            for (int r = 0; r < columns.Count; r++)
            {
                columns[r].CopyDigits(first, own);
                Pack(own, RunOf(r, block));
            }
        }
    }

    /// <summary>R, the columns laid out.</summary>
    public int Columns { get; }

    /// <summary>Bytes of memory: R a class, in whole blocks.</summary>
    public long Bytes => _arrays.Sum(array => array.LongLength);

    private int BlockBytes => checked(Columns * BlockClasses);

    /// <summary>The digits of a block, those of one column after those of another, 256 of each.</summary>
    public ReadOnlySpan<byte> Block(int block) => _arrays[block / ArrayBlocks].AsSpan(block % ArrayBlocks * BlockBytes, BlockBytes);

    /// <summary>One column's digits of the classes first, first + 1, … to the end of their block, at most as many as asked for.</summary>
    public ReadOnlySpan<byte> Run(int column, int first, int most)
    {
        int place = first % BlockClasses;
        return RunOf(column, first / BlockClasses).Slice(place, Math.Min(most, BlockClasses - place));
    }

    private Span<byte> RunOf(int column, int block) =>
        _arrays[block / ArrayBlocks].AsSpan((block % ArrayBlocks * BlockBytes) + (column * BlockClasses), BlockClasses);

    private static void Pack(ReadOnlySpan<int> digits, Span<byte> bytes)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            bytes[i] = (byte)digits[i];
        }
    }
}
