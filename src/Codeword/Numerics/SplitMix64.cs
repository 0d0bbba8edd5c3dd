namespace Codeword.Numerics;

/// <summary>
/// Steele, Lea and Flood's SplitMix64: a 64-bit generator with one word of state, so that a seed names a stream everywhere alike.
/// A mutable struct: pass it by reference.
/// </summary>
public struct SplitMix64
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Starts the stream named by a seed.</summary>
    public SplitMix64(ulong seed) => _state = seed;

    /// <summary>A stream for one part of the work (a repetition, an epoch): the same for the same seed and path, unlike any other.</summary>
    public static SplitMix64 ForPart(ulong seed, params ReadOnlySpan<ulong> path)
    {
        ulong state = Mix(unchecked(seed + Golden));
        foreach (ulong step in path)
        {
            state = Mix(unchecked((state ^ step) + Golden));
        }

        return new SplitMix64(state);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong Next()
    {
        _state = unchecked(_state + Golden);
        return Mix(_state);
    }

    /// <summary>A uniform number in [0, bound), without modulo bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0.</exception>
    public ulong Next(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        unchecked
        {
            UInt128 product = (UInt128)Next() * bound;
            if ((ulong)product < bound)
            {
                ulong threshold = (0 - bound) % bound;
                while ((ulong)product < threshold)
                {
                    product = (UInt128)Next() * bound;
                }
            }

            return (ulong)(product >> 64);
        }
    }

    /// <summary>A uniform index in [0, count).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Next((ulong)count);
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the standard normal distribution, within ±9 (Marsaglia's polar method; its second number is not kept).</summary>
    public float NextGaussian()
    {
        while (true)
        {
            double x = (2 * NextDouble()) - 1, y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 1e-18 and < 1)
            {
                return (float)(x * Math.Sqrt(-2 * VectorMath.Log(square) / square));
            }
        }
    }

    /// <summary>Puts the items in a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextIndex(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
