using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Numerics;

/// <summary>
/// The kernels of <see cref="Gemm"/>: a tile of C stays in registers while the inner dimension goes by. 12 × 32 elements are 24 of the 32 registers of 512 bits, 6 × 16 are 12
/// of 16 registers of 256 bits. Each element is one sum in order, whatever the tile. Long methods: each accumulator needs a name of its own.
/// </summary>
internal sealed class GemmTile
{
    /// <summary>For registers of 512 bits.</summary>
    public static readonly GemmTile Wide = new(12, 32);

    /// <summary>For registers of 256 bits and below.</summary>
    public static readonly GemmTile Narrow = new(6, 16);

    /// <summary>
    /// The faster one here. <see cref="Vector512.IsHardwareAccelerated"/> would not do: it is false on processors that have the registers but clock down for them.
    /// </summary>
    public static readonly GemmTile Fastest = Avx512F.IsSupported ? Wide : Narrow;

    private GemmTile(int rows, int columns) => (Rows, Columns) = (rows, columns);

    /// <summary>Rows of a tile: the width of a panel of A.</summary>
    public int Rows { get; }

    /// <summary>Columns of a tile: the width of a panel of B.</summary>
    public int Columns { get; }

    /// <summary>C = A·B of a tile, or C += A·B.</summary>
    /// <param name="a">Depth × rows.</param>
    /// <param name="b">Depth × columns.</param>
    /// <param name="depth">The inner dimension.</param>
    /// <param name="c">The tile's first element.</param>
    /// <param name="stride">From a row of C to the next.</param>
    /// <param name="accumulate">Whether C keeps what it holds.</param>
    public void Run(ref float a, ref float b, int depth, ref float c, int stride, bool accumulate)
    {
        if (ReferenceEquals(this, Wide))
        {
            RunWide(ref a, ref b, depth, ref c, (nuint)(uint)stride, accumulate);
        }
        else
        {
            RunNarrow(ref a, ref b, depth, ref c, (nuint)(uint)stride, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunWide(ref float a, ref float b, int depth, ref float c, nuint stride, bool accumulate)
    {
        Pair512 s0 = Pair512.Load(ref c, 0, accumulate), s1 = Pair512.Load(ref c, stride, accumulate), s2 = Pair512.Load(ref c, 2 * stride, accumulate);
        Pair512 s3 = Pair512.Load(ref c, 3 * stride, accumulate), s4 = Pair512.Load(ref c, 4 * stride, accumulate), s5 = Pair512.Load(ref c, 5 * stride, accumulate);
        Pair512 s6 = Pair512.Load(ref c, 6 * stride, accumulate), s7 = Pair512.Load(ref c, 7 * stride, accumulate), s8 = Pair512.Load(ref c, 8 * stride, accumulate);
        Pair512 s9 = Pair512.Load(ref c, 9 * stride, accumulate), s10 = Pair512.Load(ref c, 10 * stride, accumulate), s11 = Pair512.Load(ref c, 11 * stride, accumulate);
        for (int p = 0; p < depth; p++)
        {
            var row = Pair512.Load(ref b, 0, accumulate: true);
            s0.Add(a, row);
            s1.Add(Unsafe.Add(ref a, 1), row);
            s2.Add(Unsafe.Add(ref a, 2), row);
            s3.Add(Unsafe.Add(ref a, 3), row);
            s4.Add(Unsafe.Add(ref a, 4), row);
            s5.Add(Unsafe.Add(ref a, 5), row);
            s6.Add(Unsafe.Add(ref a, 6), row);
            s7.Add(Unsafe.Add(ref a, 7), row);
            s8.Add(Unsafe.Add(ref a, 8), row);
            s9.Add(Unsafe.Add(ref a, 9), row);
            s10.Add(Unsafe.Add(ref a, 10), row);
            s11.Add(Unsafe.Add(ref a, 11), row);
            a = ref Unsafe.Add(ref a, 12);
            b = ref Unsafe.Add(ref b, 32);
        }

        s0.Store(ref c, 0);
        s1.Store(ref c, stride);
        s2.Store(ref c, 2 * stride);
        s3.Store(ref c, 3 * stride);
        s4.Store(ref c, 4 * stride);
        s5.Store(ref c, 5 * stride);
        s6.Store(ref c, 6 * stride);
        s7.Store(ref c, 7 * stride);
        s8.Store(ref c, 8 * stride);
        s9.Store(ref c, 9 * stride);
        s10.Store(ref c, 10 * stride);
        s11.Store(ref c, 11 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunNarrow(ref float a, ref float b, int depth, ref float c, nuint stride, bool accumulate)
    {
        Pair256 s0 = Pair256.Load(ref c, 0, accumulate), s1 = Pair256.Load(ref c, stride, accumulate), s2 = Pair256.Load(ref c, 2 * stride, accumulate);
        Pair256 s3 = Pair256.Load(ref c, 3 * stride, accumulate), s4 = Pair256.Load(ref c, 4 * stride, accumulate), s5 = Pair256.Load(ref c, 5 * stride, accumulate);
        for (int p = 0; p < depth; p++)
        {
            var row = Pair256.Load(ref b, 0, accumulate: true);
            s0.Add(a, row);
            s1.Add(Unsafe.Add(ref a, 1), row);
            s2.Add(Unsafe.Add(ref a, 2), row);
            s3.Add(Unsafe.Add(ref a, 3), row);
            s4.Add(Unsafe.Add(ref a, 4), row);
            s5.Add(Unsafe.Add(ref a, 5), row);
            a = ref Unsafe.Add(ref a, 6);
            b = ref Unsafe.Add(ref b, 16);
        }

        s0.Store(ref c, 0);
        s1.Store(ref c, stride);
        s2.Store(ref c, 2 * stride);
        s3.Store(ref c, 3 * stride);
        s4.Store(ref c, 4 * stride);
        s5.Store(ref c, 5 * stride);
    }

    // Two vectors of a row of C, which the compiler keeps in registers.
    private struct Pair512
    {
        private Vector512<float> _low;
        private Vector512<float> _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair512 Load(ref float from, nuint at, bool accumulate) =>
            accumulate ? new Pair512 { _low = Vector512.LoadUnsafe(ref from, at), _high = Vector512.LoadUnsafe(ref from, at + 16) } : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(float factor, in Pair512 row)
        {
            var all = Vector512.Create(factor);
            _low = Vector512.FusedMultiplyAdd(all, row._low, _low);
            _high = Vector512.FusedMultiplyAdd(all, row._high, _high);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref float to, nuint at)
        {
            _low.StoreUnsafe(ref to, at);
            _high.StoreUnsafe(ref to, at + 16);
        }
    }

    // Two vectors of a row of C, which the compiler keeps in registers.
    private struct Pair256
    {
        private Vector256<float> _low;
        private Vector256<float> _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair256 Load(ref float from, nuint at, bool accumulate) =>
            accumulate ? new Pair256 { _low = Vector256.LoadUnsafe(ref from, at), _high = Vector256.LoadUnsafe(ref from, at + 8) } : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(float factor, in Pair256 row)
        {
            var all = Vector256.Create(factor);
            _low = Vector256.FusedMultiplyAdd(all, row._low, _low);
            _high = Vector256.FusedMultiplyAdd(all, row._high, _high);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref float to, nuint at)
        {
            _low.StoreUnsafe(ref to, at);
            _high.StoreUnsafe(ref to, at + 8);
        }
    }
}
