using System.Numerics;
using Codeword.Codes;

namespace Codeword.Taxonomy;

/// <summary>
/// Inner products of one vector of k numbers with any of K codes: a byte of a code is looked up in a table of 256 sums. Exact, and so the same on every machine,
/// while sums are whole and below 2⁵³.
/// </summary>
internal sealed class CodeProducts
{
    private const int Bytes = 256;
    private readonly byte[] _codes;
    private readonly int _stride;
    private readonly double[] _tables;

    public CodeProducts(BinaryCodes codes)
    {
        _stride = codes.BytesPerCode;
        _codes = new byte[checked(codes.Count * _stride)];
        _tables = new double[_stride * Bytes];
        for (int i = 0; i < codes.Count; i++)
        {
            codes.CopyTo(i, _codes.AsSpan(i * _stride, _stride));
        }
    }

    /// <summary>Takes the vector.</summary>
    public void Ask(ReadOnlySpan<double> vector)
    {
        for (int t = 0; t < _stride; t++)
        {
            Span<double> table = _tables.AsSpan(t * Bytes, Bytes);
            for (int value = 1; value < Bytes; value++)
            {
                int bit = (8 * t) + BitOperations.TrailingZeroCount(value);
                table[value] = table[value & (value - 1)] + (bit < vector.Length ? vector[bit] : 0);
            }
        }
    }

    /// <summary>The inner product with a code.</summary>
    public double With(int code)
    {
        double sum = 0;
        ReadOnlySpan<byte> bytes = _codes.AsSpan(code * _stride, _stride);
        for (int t = 0; t < bytes.Length; t++)
        {
            sum += _tables[(t * Bytes) + bytes[t]];
        }

        return sum;
    }
}
