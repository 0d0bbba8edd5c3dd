using Codeword.Numerics;

namespace Codeword.Tests.Numerics;

public sealed class MatrixTests
{
    [Fact]
    public void FewerRowsKeepTheMemoryAndMoreRowsTakeNew()
    {
        var matrix = new Matrix(4, 3);
        float[] first = matrix.Data;
        matrix.Row(1)[2] = 5;

        matrix.Resize(2);
        Assert.Equal((2, 3, 6), (matrix.Rows, matrix.Columns, matrix.Span.Length));
        Assert.Equal([0, 0, 0, 0, 0, 5], matrix.Span.ToArray());
        matrix.Resize(4);
        Assert.Same(first, matrix.Data);
        matrix.Resize(5);
        Assert.Equal(15, matrix.Span.Length);
    }

    [Fact]
    public void MoreElementsThanAnArrayMayHaveAreRefused()
    {
        Assert.Throws<OverflowException>(() => new Matrix(1 << 16, 1 << 16));
        Assert.Throws<OverflowException>(() => new Matrix(0, 1 << 16).Resize(1 << 16));
    }
}
