using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Numerics;

/// <summary>
/// Arithmetic that gives the same bits on every machine: lane by lane with fused multiply-add (exact by definition), sums in one fixed order,
/// and an exponential and a logarithm of its own, since the platform's differ in the last bit.
/// </summary>
public static class VectorMath
{
    /// <summary>Floats a vector step handles; strides of training buffers are multiples of it.</summary>
    public const int Lanes = 16;

    /// <summary>y ← a·x + y, element by element.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void MultiplyAdd(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x has {x.Length} elements, y {y.Length}; expected as many.", nameof(y));
        }

        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        var scale = Vector512.Create(a);
        for (; i + Lanes <= (nuint)x.Length; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(scale, Vector512.LoadUnsafe(ref from, i), Vector512.LoadUnsafe(ref to, i)).StoreUnsafe(ref to, i);
        }

        for (; i < (nuint)x.Length; i++)
        {
            Unsafe.Add(ref to, i) = MathF.FusedMultiplyAdd(a, Unsafe.Add(ref from, i), Unsafe.Add(ref to, i));
        }
    }

    /// <summary>The sum of the 16 lanes, pairwise in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> v)
    {
        Vector256<float> by8 = v.GetLower() + v.GetUpper();
        Vector128<float> by4 = by8.GetLower() + by8.GetUpper();
        return (by4.GetElement(0) + by4.GetElement(2)) + (by4.GetElement(1) + by4.GetElement(3));
    }

    /// <summary>The inner product, summed in 16 interleaved lanes and then pairwise.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x has {x.Length} elements, y {y.Length}; expected as many.", nameof(y));
        }

        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        Vector512<float> sum = Vector512<float>.Zero;
        nuint i = 0;
        for (; i + Lanes <= (nuint)x.Length; i += Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, i), Vector512.LoadUnsafe(ref right, i), sum);
        }

        float total = Sum(sum);
        for (; i < (nuint)x.Length; i++)
        {
            total = MathF.FusedMultiplyAdd(Unsafe.Add(ref left, i), Unsafe.Add(ref right, i), total);
        }

        return total;
    }

    /// <summary>
    /// eˣ within 2 units in the last place for x in [−87, 88]; smaller x give 0, larger ones e⁸⁸.
    /// Range reduction by ln 2 in two parts, then the polynomial of degree 6 of Cephes' expf (Moshier).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> low = Vector512.Create(-87f);
        Vector512<float> clamped = Vector512.Min(Vector512.Max(x, low), Vector512.Create(88f));
        Vector512<float> n = Vector512.Floor(Vector512.FusedMultiplyAdd(clamped, Vector512.Create(1.44269504f), Vector512.Create(0.5f)));
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<float>.One);
        Vector512<int> power = (Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, low), Vector512<float>.Zero, p * power.AsSingle());
    }

    /// <summary>eˣ of one number: lane 0 of the vector form.</summary>
    public static float Exp(float x) => Exp(Vector512.Create(x)).ToScalar();

    /// <summary>
    /// ln x in double precision, within 1e-15 relative of the truth, for positive normal x: x = m·2ᵉ with m in [√½, √2), then the series
    /// ln m = 2·artanh((m − 1)/(m + 1)).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not a positive normal number.</exception>
    public static double Log(double x)
    {
        if (!double.IsNormal(x) || x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm is taken of positive normal numbers only.");
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double series = 0;
        for (int k = 23; k >= 1; k -= 2)
        {
            series = Math.FusedMultiplyAdd(series, square, 1.0 / k);
        }

        return Math.FusedMultiplyAdd(exponent, 0.6931471805599453, 2 * s * series);
    }
}
