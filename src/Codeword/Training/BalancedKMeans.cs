using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// Clustered digits: spherical k-means over the class centroids with a cap on the classes a bucket may take. Each repetition sees the centroids in
/// a signed random projection of its own (a count sketch, Charikar et al. 2002) and starts from classes of its own, so that the
/// repetitions' clusterings differ while each keeps alike classes together.
/// </summary>
internal static class BalancedKMeans
{
    private const int ProjectedDimensions = 1 << 14;
    private const int Rounds = 5;
    private const double Slack = 1.2;

    /// <summary>Clusters the classes into B buckets of at most 1.2·K/B classes.</summary>
    public static ClusteredColumn Cluster(ClassCentroids centroids, int features, int buckets, SplitMix64 random)
    {
        var projection = new InputHash(features, ProjectedDimensions, random.Next());
        int classes = centroids.Count;
        int stride = (buckets + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes;
        int capacity = (int)Math.Ceiling(Slack * classes / buckets);
        var (places, signed) = Project(centroids, projection);
        int[] order = [.. Enumerable.Range(0, classes)];
        int[] digits = new int[classes];
        float[] centers = new float[ProjectedDimensions * stride];
        random.Shuffle<int>(order);
        for (int b = 0; b < Math.Min(buckets, classes); b++)
        {
            AddTo(centers, stride, b, places[order[b]], signed[order[b]]);
        }

        for (int round = 0; round < Rounds; round++)
        {
            random.Shuffle<int>(order);
            Assign(places, signed, centers, stride, buckets, capacity, order, digits);
            Recenter(places, signed, digits, centers, stride);
        }

        return new ClusteredColumn(digits, buckets);
    }

    // Greedy in random order: each class goes to the nearest center that has room.
    private static void Assign(
        int[][] places, float[][] values, float[] centers, int stride, int buckets, int capacity, int[] order, int[] digits)
    {
        int[] load = new int[buckets];
        float[] similarity = new float[stride];
        foreach (int label in order)
        {
            Array.Clear(similarity);
            for (int i = 0; i < places[label].Length; i++)
            {
                VectorMath.MultiplyAdd(values[label][i], centers.AsSpan(places[label][i] * stride, stride), similarity);
            }

            int best = -1;
            for (int b = 0; b < buckets; b++)
            {
                if (load[b] < capacity && (best < 0 || similarity[b] > similarity[best]))
                {
                    best = b;
                }
            }

            digits[label] = best;
            load[best]++;
        }
    }

    private static void Recenter(int[][] places, float[][] values, int[] digits, float[] centers, int stride)
    {
        Array.Clear(centers);
        for (int label = 0; label < digits.Length; label++)
        {
            AddTo(centers, stride, digits[label], places[label], values[label]);
        }

        double[] squares = new double[stride];
        for (int i = 0; i < centers.Length; i++)
        {
            squares[i % stride] += (double)centers[i] * centers[i];
        }

        float[] scales = [.. squares.Select(square => square > 0 ? (float)(1 / Math.Sqrt(square)) : 0)];
        for (int i = 0; i < centers.Length; i += stride)
        {
            TensorPrimitives.Multiply(centers.AsSpan(i, stride), scales, centers.AsSpan(i, stride));
        }
    }

    private static void AddTo(float[] centers, int stride, int bucket, int[] places, float[] values)
    {
        for (int i = 0; i < places.Length; i++)
        {
            centers[(places[i] * stride) + bucket] += values[i];
        }
    }

    private static (int[][] Places, float[][] Values) Project(ClassCentroids centroids, InputHash projection)
    {
        int[][] places = new int[centroids.Count][];
        float[][] values = new float[centroids.Count][];
        for (int label = 0; label < centroids.Count; label++)
        {
            ReadOnlySpan<int> indices = centroids.Indices(new LabelId(label));
            ReadOnlySpan<float> amounts = centroids.Values(new LabelId(label));
            places[label] = new int[indices.Length];
            values[label] = new float[indices.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                places[label][i] = projection.Place(indices[i], out float sign);
                values[label][i] = sign * amounts[i];
            }
        }

        return (places, values);
    }
}
