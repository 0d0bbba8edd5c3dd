using Codeword.Numerics;
using Codeword.Training.Solvers;

namespace Codeword.Tests.Training.Solvers;

public sealed class RowKernelsTests
{
    private const int Features = 9;

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(144)]
    public void EveryOutputIsASumInTheOrderOfTheFeatures(int stride)
    {
        float[] weights = Draw(Features * stride, 1);
        foreach ((int[] indices, float[] values) in Rows())
        {
            float[] outputs = [.. Enumerable.Repeat(float.NaN, stride)];
            float[] expected = new float[stride];
            for (int b = 0; b < stride; b++)
            {
                for (int i = 0; i < indices.Length; i++)
                {
                    expected[b] = MathF.FusedMultiplyAdd(values[i], weights[(indices[i] * stride) + b], expected[b]);
                }
            }

            RowKernels.Multiply(indices, values, weights, outputs);

            Assert.Equal(expected, outputs);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(144)]
    public void AnOuterProductIsAddedToTheRowsOfItsFeaturesAlone(int stride)
    {
        foreach ((int[] indices, float[] values) in Rows())
        {
            float[] weights = Draw(Features * stride, 2);
            float[] step = Draw(stride, 3);
            float[] expected = [.. weights];
            for (int i = 0; i < indices.Length; i++)
            {
                for (int b = 0; b < stride; b++)
                {
                    ref float weight = ref expected[(indices[i] * stride) + b];
                    weight = MathF.FusedMultiplyAdd(values[i], step[b], weight);
                }
            }

            RowKernels.AddOuter(indices, values, step, weights);

            Assert.Equal(expected, weights);
        }
    }

    // No feature, one, several, the first and the last, one of them twice.
    private static (int[] Indices, float[] Values)[] Rows() =>
    [
        ([], []),
        ([4], [0.7f]),
        ([0, 3, 8], [0.1f, -0.2f, 3]),
        ([2, 2, 5], [1.5f, 0.3f, -1]),
    ];

    private static float[] Draw(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
