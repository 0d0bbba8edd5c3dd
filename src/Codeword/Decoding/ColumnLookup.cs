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

    /// <summary>Reads each class's table entry.</summary>
    public void Read(int first, ReadOnlySpan<float> table, Span<float> values)
    {
        values.Clear();
        Add(first, table, values);
    }

    /// <summary>Packs a column's digits into the fewest bytes, or leaves them to be computed when they may take no memory.</summary>
    public static ColumnLookup Of(DigitColumn column, bool computed)
    {
        if (column is IdentityColumn)
        {
            return new IdentityLookup();
        }

        if (computed && column is HashedColumn or ShuffledColumn)
        {
            return new ComputedLookup(column);
        }

        return column.Buckets switch
        {
            <= 1 << 8 => new ByteLookup(column),
            <= 1 << 16 => new StoredLookup<ushort>(column),
            _ => new StoredLookup<int>(column),
        };
    }

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

    private sealed class ByteLookup(DigitColumn column) : ColumnLookup
    {
        private readonly byte[] _digits = Pack<byte>(column);
        private readonly int _buckets = column.Buckets;

        public override long Bytes => _digits.LongLength;

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores) =>
            LookupKernels.AddBytes(_digits.AsSpan(first, scores.Length), table, _buckets, scores);
    }

    private sealed class StoredLookup<TDigit>(DigitColumn column) : ColumnLookup
        where TDigit : unmanaged, IBinaryInteger<TDigit>
    {
        private readonly TDigit[] _digits = Pack<TDigit>(column);

        public override long Bytes => _digits.LongLength * System.Runtime.CompilerServices.Unsafe.SizeOf<TDigit>();

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores) =>
            LookupKernels.Add<TDigit>(_digits.AsSpan(first, scores.Length), table, scores);
    }

    private sealed class ComputedLookup(DigitColumn column) : ColumnLookup
    {
        public override long Bytes => 0;

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

        public override void Add(int first, ReadOnlySpan<float> table, Span<float> scores) =>
            System.Numerics.Tensors.TensorPrimitives.Add(scores, table.Slice(first, scores.Length), scores);
    }
}
