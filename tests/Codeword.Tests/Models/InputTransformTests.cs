using Codeword.Data;
using Codeword.Models;

namespace Codeword.Tests.Models;

public sealed class InputTransformTests
{
    [Fact]
    public void ValuesAreLeftAsTheyAreWhereNothingIsAsked() => AssertRow(
        new InputTransform(5, Power: 1, Normalize: false, Bias: 0),
        Features.Sparse([0, 4], [2, -3]),
        [0, 4],
        [2, -3]);

    [Fact]
    public void PowersKeepTheSign() => AssertRow(
        new InputTransform(5, Power: 0.5f, Normalize: false, Bias: 0),
        Features.Sparse([0, 1, 4], [4, -9, 1]),
        [0, 1, 4],
        [2, -3, 1]);

    [Fact]
    public void ThePowerIsTakenBeforeTheLengthAndTheBiasStaysOutOfIt() => AssertRow(
        new InputTransform(3, Power: 2, Normalize: true, Bias: 1.5f),
        Features.Sparse([0, 2], [-2, 1]),
        [0, 2, 3],
        [-4 / MathF.Sqrt(17), 1 / MathF.Sqrt(17), 1.5f]);

    [Fact]
    public void FeaturesUnseenInTrainingAreIgnored() => AssertRow(
        new InputTransform(3, Power: 1, Normalize: true, Bias: 0),
        Features.Sparse([1, 3, 9], [7, 100, 100]),
        [1],
        [1]);

    [Fact]
    public void DenseRowsAreThoseOfTheirNonZeros() => AssertRow(
        new InputTransform(3, Power: 1, Normalize: true, Bias: 1),
        Features.Dense([0, 3, -4, 8]),
        [1, 2, 3],
        [0.6f, -0.8f, 1]);

    [Fact]
    public void AnEmptyRowIsItsBias()
    {
        AssertRow(new InputTransform(3, 0.5f, Normalize: true, Bias: 1), Features.Sparse([], []), [3], [1]);
        AssertRow(new InputTransform(3, 0.5f, Normalize: true, Bias: 0), Features.Dense([0, 0]), [], []);
    }

    [Fact]
    public void TheBiasHasTheLastWeightRow() => Assert.Equal(4, new InputTransform(3, 1, Normalize: true, Bias: 0).Rows);

    private static void AssertRow(InputTransform transform, Features features, int[] indices, float[] values)
    {
        int[] foundIndices = new int[features.Values.Length + 1];
        float[] foundValues = new float[features.Values.Length + 1];
        int count = transform.Apply(features, foundIndices, foundValues);

        Assert.Equal(indices, foundIndices[..count]);
        Assert.All(values.Zip(foundValues), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(values.Length, count);
    }
}
