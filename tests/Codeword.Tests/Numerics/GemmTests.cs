using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Numerics;

public sealed class GemmTests
{
    private static readonly int[] Sizes = [1, 5, 6, 7, 8, 9, 12, 13, 16, 17, 31, 32, 33, 65];
    private static readonly int[] Depths = [1, 7, 33, 128, 256, 300, 400];

    public static TheoryData<bool, bool> Transpositions => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void TheProductIsThatOfThreeLoops(bool transposeA, bool transposeB)
    {
        foreach ((int m, int n) in from m in Sizes from n in Sizes select (m, n))
        {
            foreach (int k in m * n > 1000 ? Depths : [1, 9, 300])
            {
                var random = new SplitMix64((ulong)((m * 10_000) + (n * 100) + k));
                (Matrix a, Matrix b) = (Draw(m, k, transposeA, ref random), Draw(k, n, transposeB, ref random));
                Matrix c = Draw(m, n, transposed: false, ref random);
                float[] before = [.. c.Span];

                foreach (GemmTile tile in (GemmTile[])[GemmTile.Wide, GemmTile.Narrow])
                {
                    Gemm.Multiply(tile, a, transposeA, b, transposeB, c, accumulate: false, Threads(1));
                    AssertProduct(a, transposeA, b, transposeB, c, new float[m * n]);
                    before.CopyTo(c.Span);
                    Gemm.Multiply(tile, a, transposeA, b, transposeB, c, accumulate: true, Threads(1));
                    AssertProduct(a, transposeA, b, transposeB, c, before);
                    before.CopyTo(c.Span);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void AnyNumberOfThreadsAndAnyKernelGiveTheSameBits(bool transposeA, bool transposeB)
    {
        // Large enough to be shared out, in the copying of both factors as in the product.
        var random = new SplitMix64(5);
        const int M = 1201, K = 201, N = 1051;
        (Matrix a, Matrix b) = (Draw(M, K, transposeA, ref random), Draw(K, N, transposeB, ref random));
        byte[] By(GemmTile tile, int threads)
        {
            var c = new Matrix(M, N);
            Gemm.Multiply(tile, a, transposeA, b, transposeB, c, accumulate: false, Threads(threads));
            return System.Runtime.InteropServices.MemoryMarshal.AsBytes(c.Span).ToArray();
        }

        byte[] one = By(GemmTile.Fastest, 1);

        Assert.Equal(one, By(GemmTile.Fastest, 2));
        Assert.Equal(one, By(GemmTile.Fastest, 4));
        Assert.Equal(one, By(GemmTile.Wide, 2));
        Assert.Equal(one, By(GemmTile.Narrow, 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EachElementIsOneSumInOrder(bool accumulate)
    {
        // Fused multiply-adds along the inner dimension: the bits that any width of vectors must give, within C and at its edges.
        var random = new SplitMix64(6);
        const int Depth = 400;
        (Matrix a, Matrix b, Matrix start) = (Draw(25, Depth, transposed: false, ref random), Draw(Depth, 65, transposed: false, ref random), Draw(25, 65, false, ref random));
        foreach (GemmTile tile in (GemmTile[])[GemmTile.Wide, GemmTile.Narrow])
        {
            var c = new Matrix(start.Rows, start.Columns);
            start.Span.CopyTo(c.Span);
            Gemm.Multiply(tile, a, false, b, false, c, accumulate, Threads(1));

            for (int i = 0; i < c.Rows; i++)
            {
                for (int j = 0; j < c.Columns; j++)
                {
                    float sum = accumulate ? start.Row(i)[j] : 0;
                    for (int p = 0; p < Depth; p++)
                    {
                        sum = MathF.FusedMultiplyAdd(a.Row(i)[p], b.Row(p)[j], sum);
                    }

                    Assert.Equal(sum, c.Row(i)[j]);
                }
            }
        }
    }

    [Fact]
    public void AnEmptyInnerDimensionGivesZeros()
    {
        var c = new Matrix(3, 4);
        c.Span.Fill(float.NaN);

        Gemm.Multiply(new Matrix(3, 0), false, new Matrix(0, 4), false, c, accumulate: false, Threads(1));

        Assert.All(c.Span.ToArray(), value => Assert.Equal(0, value));
        c.Span.Fill(2);
        Gemm.Multiply(new Matrix(3, 0), false, new Matrix(0, 4), false, c, accumulate: true, Threads(1));
        Assert.All(c.Span.ToArray(), value => Assert.Equal(2, value));
    }

    [Fact]
    public void WhatIsBeyondTheRowsInUseIsNeitherReadNorWritten()
    {
        (Matrix a, Matrix b, Matrix c) = (new Matrix(10, 5), new Matrix(5, 4), new Matrix(10, 4));
        a.Data.AsSpan().Fill(float.NaN);
        c.Data.AsSpan().Fill(3);
        a.Resize(3);
        c.Resize(3);
        a.Span.Fill(1);
        b.Span.Fill(2);

        Gemm.Multiply(a, false, b, false, c, accumulate: false, Threads(1));

        Assert.All(c.Span.ToArray(), value => Assert.Equal(10, value));
        Assert.All(c.Data[12..], value => Assert.Equal(3, value));
    }

    [Theory]
    [InlineData(false, 2, 3, false, 4, 5, 2, 5, "Sizes do not fit: 2×3 times 4×5 into 2×5.")]
    [InlineData(true, 3, 2, true, 5, 3, 3, 5, "Sizes do not fit: 2×3 times 3×5 into 3×5.")]
    [InlineData(false, 2, 3, false, 3, 5, 2, 4, "Sizes do not fit: 2×3 times 3×5 into 2×4.")]
    public void SizesThatDoNotFitAreRefused(bool transposeA, int aRows, int aColumns, bool transposeB, int bRows, int bColumns, int rows, int columns, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>("c", () => Gemm.Multiply(
                new Matrix(aRows, aColumns), transposeA, new Matrix(bRows, bColumns), transposeB, new Matrix(rows, columns), accumulate: false, Threads(1))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void NothingIsAllocatedOnceWarm()
    {
        var random = new SplitMix64(7);
        (Matrix a, Matrix b, Matrix c) = (Draw(20, 300, false, ref random), Draw(300, 40, false, ref random), new Matrix(20, 40));
        ParallelOptions one = Threads(1);

        Assert.Equal(0, Allocations.WhenWarm(() => Gemm.Multiply(a, false, b, false, c, accumulate: false, one)));
    }

    private static void AssertProduct(Matrix a, bool transposeA, Matrix b, bool transposeB, Matrix c, float[] before)
    {
        (double[,] product, double[,] magnitude) = ReferenceProduct.Of(a, transposeA, b, transposeB);
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                double expected = before[(i * c.Columns) + j] + product[i, j];
                double tolerance = 1e-5 * (magnitude[i, j] + Math.Abs(before[(i * c.Columns) + j]));
                if (Math.Abs(c.Row(i)[j] - expected) > tolerance)
                {
                    Assert.Fail($"{c.Rows}×{c.Columns}: found {c.Row(i)[j]} at {i}, {j}; expected {expected}.");
                }
            }
        }
    }

    private static Matrix Draw(int rows, int columns, bool transposed, ref SplitMix64 random)
    {
        var matrix = transposed ? new Matrix(columns, rows) : new Matrix(rows, columns);
        foreach (ref float value in matrix.Span)
        {
            value = random.NextGaussian();
        }

        return matrix;
    }

    private static ParallelOptions Threads(int count) => new() { MaxDegreeOfParallelism = count };
}
