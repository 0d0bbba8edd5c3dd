using System.Numerics;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Decoding;

/// <summary>One column's digits in the form decoding reads them.</summary>
internal abstract class ColumnLookup
{
    /// <summary>Bytes of memory the digits take.</summary>
    public abstract long Bytes { get; }

    /// <summary>Adds each class's table entry to its score, for the classes first, first + 1, ….</summary>
    public abstract void Add(int first, ReadOnlySpan<float> table, Span<float> scores);

    /// <summary>One class's table entry.</summary>
    public abstract float EntryOf(int index, ReadOnlySpan<float> table);

    /// <summary>Adds each class's table entry to its score, for classes in any order.</summary>
    public virtual void AddEach(ReadOnlySpan<int> indices, ReadOnlySpan<float> table, Span<float> scores)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            scores[i] += EntryOf(indices[i], table);
        }
    }

    /// <summary>Reads each class's table entry.</summary>
    public void Read(int first, ReadOnlySpan<float> table, Span<float> values)
    {
        values.Clear();
        Add(first, table, values);
    }

    /// <summary>Packs a column's digits into the fewest bytes, or leaves them to be computed when they may take no memory.</summary>
    public static ColumnLookup Of(DigitColumn column, bool computed) => AllOf([column], computed).Columns[0];

    /// <summary>The same of several columns; the digits of those that take a byte stand together in tiles, in the columns' order.</summary>
    public static (ColumnLookup[] Columns, DigitTiles Tiles) AllOf(IReadOnlyList<DigitColumn> columns, bool computed)
    {
        var tiles = new DigitTiles([.. columns.Where(column => IsTiled(column, computed))]);
        var lookups = new ColumnLookup[columns.Count];
        for (int r = 0, slot = 0; r < lookups.Length; r++)
        {
            lookups[r] = columns[r] switch
            {
                IdentityColumn => new IdentityLookup(),
                { IsComputed: true } when computed => new ComputedLookup(columns[r]),
                { Buckets: <= DigitTiles.MostBuckets } => new TiledLookup(tiles, slot++, columns[r].Buckets),
                { Buckets: <= 1 << 16 } => new StoredLookup<ushort>(columns[r]),
                _ => new StoredLookup<int>(columns[r]),
            };
        }

        return (lookups, tiles);
    }

    private static bool IsTiled(DigitColumn column, bool computed) =>
        column.Buckets <= DigitTiles.MostBuckets && column is not IdentityColumn && !(computed && column.IsComputed);

    private static TDigit[] Pack<TDigit>(DigitColumn column)
        where TDigit : unmanaged, IBinaryInteger<TDigit>
    {
        var digits = new TDigit[column.Classes];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = TDigit.CreateChecked(column.DigitOf(new LabelId(i)));
        }

        return digits;
    }

    private sealed class TiledLookup(DigitTiles tiles, int column, int buckets) : ColumnLookup
    {
        public override long Bytes => tiles.Bytes / tiles.Columns;

        public override float EntryOf(int index, ReadOnlySpan<float> table) => table[tiles.Run(column, index, 1)[0]];

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores)
        {
            while (!scores.IsEmpty)
            {
                ReadOnlySpan<byte> digits = tiles.Run(column, first, scores.Length);
                LookupKernels.AddBytes(digits, table, buckets, scores[..digits.Length]);
                first += digits.Length;
                scores = scores[digits.Length..];
            }
        }
    }

    private sealed class StoredLookup<TDigit>(DigitColumn column) : ColumnLookup
        where TDigit : unmanaged, IBinaryInteger<TDigit>
    {
        private readonly TDigit[] _digits = Pack<TDigit>(column);

        public override long Bytes => _digits.LongLength * System.Runtime.CompilerServices.Unsafe.SizeOf<TDigit>();

        public override float EntryOf(int index, ReadOnlySpan<float> table) => table[int.CreateTruncating(_digits[index])];

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores) =>
            LookupKernels.Add<TDigit>(_digits.AsSpan(first, scores.Length), table, scores);
    }

    private sealed class ComputedLookup(DigitColumn column) : ColumnLookup
    {
        public override long Bytes => 0;

        public override float EntryOf(int index, ReadOnlySpan<float> table) => table[column.DigitOf(new LabelId(index))];

        public override void AddEach(ReadOnlySpan<int> indices, ReadOnlySpan<float> table, Span<float> scores)
        {
            Span<int> digits = stackalloc int[ClassScorer.TileSize];
            for (int first = 0; first < indices.Length; first += digits.Length)
            {
                ReadOnlySpan<int> own = indices[first..Math.Min(first + digits.Length, indices.Length)];
                column.CopyDigits(own, digits);
                LookupKernels.Add<int>(digits[..own.Length], table, scores[first..]);
            }
        }

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores)
        {
            Span<int> digits = stackalloc int[scores.Length];
            column.CopyDigits(first, digits);
            LookupKernels.Add<int>(digits, table, scores);
        }
    }

    private sealed class IdentityLookup : ColumnLookup
    {
        public override long Bytes => 0;

        public override float EntryOf(int index, ReadOnlySpan<float> table) => table[index];

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores) =>
            System.Numerics.Tensors.TensorPrimitives.Add(scores, table.Slice(first, scores.Length), scores);
    }
}
