using Codeword.Data;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class RowMatrixTests
{
    [Fact]
    public void RowsAreTransformedWithTheBiasLast()
    {
        var builder = new ExampleSetBuilder();
        builder.Add(Features.Sparse([1, 3], [3, -4]), ["a"]);
        builder.Add(Features.Sparse([], []), ["a"]);
        var rows = RowMatrix.From(builder.Build(), new InputTransform(4, 1, Normalize: true, Bias: 2));

        Assert.Equal((2, 5), (rows.Count, rows.Columns));
        Assert.Equal([1, 3, 4], rows.Indices(0).ToArray());
        Assert.Equal([0.6f, -0.8f, 2], rows.Values(0).ToArray());
        Assert.Equal([4], rows.Indices(1).ToArray());
        Assert.Equal([2], rows.Values(1).ToArray());
        Assert.Equal((5f, 4f), (rows.SquaredNorm(0), rows.SquaredNorm(1)));
    }

    [Fact]
    public void FeaturesThatMeetAreAdded()
    {
        var problem = TinyProblem.Draw(rows: 20, features: 30, buckets: 4, multiLabel: false, seed: 1);
        var hash = new InputHash(30, 6, seed: 3);
        RowMatrix hashed = problem.Rows.Hashed(hash);

        Assert.Equal((20, 7), (hashed.Count, hashed.Columns));
        for (int row = 0; row < 20; row++)
        {
            double[] expected = new double[7];
            for (int i = 0; i < problem.Rows.Indices(row).Length; i++)
            {
                expected[hash.Place(problem.Rows.Indices(row)[i], out float sign)] += sign * problem.Rows.Values(row)[i];
            }

            int[] indices = hashed.Indices(row).ToArray();
            Assert.Equal(indices.Distinct().Order(), indices);
            Assert.Equal(expected.Sum(value => value * value), hashed.SquaredNorm(row), 1e-5);
            Assert.All(Enumerable.Range(0, 7), place =>
                Assert.Equal(expected[place], indices.Contains(place) ? hashed.Values(row)[Array.IndexOf(indices, place)] : 0, 1e-6));
        }
    }
}
