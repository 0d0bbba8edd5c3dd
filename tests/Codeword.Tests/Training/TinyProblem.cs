using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>A small sparse training set drawn at random, with the buckets of its rows in one column.</summary>
internal sealed class TinyProblem
{
    private TinyProblem(ExampleSet examples, DigitColumn column)
    {
        Examples = examples;
        Targets = BucketTargets.From(examples, column);
        Rows = RowMatrix.From(examples, new InputTransform(examples.FeatureCount, Power: 1, Normalize: true, Bias: 0.5f));
        Cost = new ExampleCosts(examples, 0);
    }

    public ExampleSet Examples { get; }

    public BucketTargets Targets { get; }

    /// <summary>The buckets of a row.</summary>
    public int[] BucketsOf(int row)
    {
        Span<int> room = [];
        return [.. Targets.Of(row, ref room)];
    }

    public RowMatrix Rows { get; }

    /// <summary>Weights of the rows: 0.5, 1.5, 2.5, 0.5, ….</summary>
    public ExampleCosts Cost { get; }

    /// <summary>Rows of about half of the features, and of one label, or of none to three.</summary>
    public static TinyProblem Draw(int rows, int features, int buckets, bool multiLabel, ulong seed)
    {
        const int Classes = 40;
        var random = new SplitMix64(seed);
        var builder = new ExampleSetBuilder(LabelSet.Create(Enumerable.Range(0, Classes).Select(label => $"c{label}")), features);
        for (int row = 0; row < rows; row++)
        {
            float[] values = new float[features];
            for (int j = 0; j < features; j++)
            {
                values[j] = random.NextIndex(2) == 0 ? 0 : (float)((2 * random.NextDouble()) - 1);
            }

            int first = random.NextIndex(Classes);
            int count = multiLabel ? random.NextIndex(4) : 1;
            builder.Add(Features.Dense(values), [.. Enumerable.Range(0, count).Select(i => $"c{(first + (11 * i)) % Classes}")], weight: 0.5f + (row % 3));
        }

        return new TinyProblem(builder.Build(), new HashedColumn(Classes, UniversalHash.Draw(ref random, buckets)));
    }

    /// <summary>A row as the heads see it, dense and in double precision.</summary>
    public double[] Dense(int row)
    {
        double[] values = new double[Rows.Columns];
        for (int i = 0; i < Rows.Indices(row).Length; i++)
        {
            values[Rows.Indices(row)[i]] += Rows.Values(row)[i];
        }

        return values;
    }
}
