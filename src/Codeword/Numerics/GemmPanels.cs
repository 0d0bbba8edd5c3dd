using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Numerics;

/// <summary>A part of a matrix copied for the kernel: panels of some lines each; within one, the inner index runs slowest. In borrowed memory.</summary>
internal readonly struct GemmPanels
{
    private const int LineOfCache = 64;
    private readonly float[] _data;
    private readonly int _start;        // Where a line of the cache begins, if the collector leaves the array where it is.
    private readonly int _lines;
    private readonly int _width;

    private GemmPanels(float[] data, int lines, int depth, int width)
    {
        (_data, _lines, _width, Depth) = (data, lines, width, depth);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetArrayDataReference(data));
        _start = (int)(-address & (LineOfCache - 1)) / sizeof(float);
    }

    /// <summary>How many panels.</summary>
    public int Count => (_lines + _width - 1) / _width;

    /// <summary>Elements of a line.</summary>
    public int Depth { get; }

    /// <summary>Panels for so many lines, each of so many elements; what they hold is left from before.</summary>
    public static GemmPanels Rent(int lines, int depth, int width)
    {
        int panels = (lines + width - 1) / width;
        return new GemmPanels(ArrayPool<float>.Shared.Rent((panels * width * depth) + (LineOfCache / sizeof(float))), lines, depth, width);
    }

    /// <summary>Gives the memory back.</summary>
    public void Return() => ArrayPool<float>.Shared.Return(_data);

    /// <summary>The first element of a panel.</summary>
    public ref float Panel(int panel) => ref _data[_start + (panel * _width * Depth)];

    /// <summary>
    /// Copies lines of a matrix from an inner index on; a line is a row, or a column when <paramref name="byColumn"/>. Lines that are missing in the last panel are 0.
    /// </summary>
    public void Fill(Matrix matrix, bool byColumn, int first, ParallelOptions? parallel)
    {
        if (parallel is null)
        {
            for (int panel = 0; panel < Count; panel++)
            {
                Fill(panel, matrix, byColumn, first);
            }

            return;
        }

        FillInParallel(matrix, byColumn, first, parallel);
    }

    private void FillInParallel(Matrix matrix, bool byColumn, int first, ParallelOptions parallel)
    {
        GemmPanels panels = this;
        Parallel.For(0, Count, parallel, panel => panels.Fill(panel, matrix, byColumn, first));
    }

    private void Fill(int panel, Matrix matrix, bool byColumn, int first)
    {
        int start = panel * _width, used = Math.Min(_width, _lines - start);
        Span<float> to = _data.AsSpan(_start + (start * Depth), _width * Depth);
        if (used < _width)
        {
            to.Clear();
        }

        if (byColumn)
        {
            FillByColumns(matrix.Data.AsSpan((first * matrix.Columns) + start), matrix.Columns, used, to);
        }
        else
        {
            FillByRows(matrix.Data.AsSpan((start * matrix.Columns) + first), matrix.Columns, used, to);
        }
    }

    private void FillByColumns(ReadOnlySpan<float> from, int stride, int used, Span<float> to)
    {
        if (used % VectorMath.Lanes > 0)
        {
            for (int p = 0; p < Depth; p++)
            {
                from.Slice(p * stride, used).CopyTo(to[(p * _width)..]);
            }

            return;
        }

        ref float source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
        for (int p = 0; p < Depth; p++)
        {
            for (int line = 0; line < used; line += VectorMath.Lanes)
            {
                Vector512.LoadUnsafe(ref source, (nuint)((p * stride) + line)).StoreUnsafe(ref target, (nuint)((p * _width) + line));
            }
        }
    }

    // A transposition, four rows at a time where the processor has what that takes.
    private void FillByRows(ReadOnlySpan<float> from, int stride, int used, Span<float> to)
    {
        int line = 0;
        for (; line + 4 <= used && Sse.IsSupported; line += 4)
        {
            int p = FillFourRows(ref Unsafe.Add(ref MemoryMarshal.GetReference(from), line * stride), stride, ref to[line]);
            for (; p < Depth; p++)
            {
                for (int i = line; i < line + 4; i++)
                {
                    to[(p * _width) + i] = from[(i * stride) + p];
                }
            }
        }

        for (; line < used; line++)
        {
            for (int p = 0; p < Depth; p++)
            {
                to[(p * _width) + line] = from[(line * stride) + p];
            }
        }
    }

    // Squares of 4 × 4; returns how many elements of the rows are done.
    private int FillFourRows(ref float from, int stride, ref float to)
    {
        ref float row1 = ref Unsafe.Add(ref from, stride), row2 = ref Unsafe.Add(ref row1, stride), row3 = ref Unsafe.Add(ref row2, stride);
        nuint width = (nuint)_width, p = 0;
        for (; p + 4 <= (nuint)Depth; p += 4)
        {
            Vector128<float> v0 = Vector128.LoadUnsafe(ref from, p), v1 = Vector128.LoadUnsafe(ref row1, p);
            Vector128<float> v2 = Vector128.LoadUnsafe(ref row2, p), v3 = Vector128.LoadUnsafe(ref row3, p);
            Vector128<float> low01 = Sse.UnpackLow(v0, v1), low23 = Sse.UnpackLow(v2, v3), high01 = Sse.UnpackHigh(v0, v1), high23 = Sse.UnpackHigh(v2, v3);
            Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref to, p * width);
            Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref to, (p + 1) * width);
            Sse.MoveLowToHigh(high01, high23).StoreUnsafe(ref to, (p + 2) * width);
            Sse.MoveHighToLow(high23, high01).StoreUnsafe(ref to, (p + 3) * width);
        }

        return (int)p;
    }
}
