using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Tests.Reference;
using Codeword.Training;
using Codeword.Training.Solvers;

namespace Codeword.Tests.Training.Solvers;

public sealed class SquaredHingeSolverTests
{
    [Theory]
    [InlineData(1f, 1f, false, 5)]
    [InlineData(0.2f, 3f, true, 20)]
    [InlineData(8f, 0.5f, true, 16)]
    public void TheOptimumIsThatOfTheReference(float c, float positiveWeight, bool multiLabel, int buckets)
    {
        var problem = TinyProblem.Draw(rows: 30, features: 12, buckets, multiLabel, seed: 3);
        var solver = new SquaredHingeSolver(problem.Rows, problem.Cost, 32, c, positiveWeight);
        var range = new BucketRange(0, buckets);
        Train(solver, problem, range, epochs: 600);
        double[][] x = [.. Enumerable.Range(0, 30).Select(problem.Dense)];

        for (int bucket = 0; bucket < buckets; bucket++)
        {
            double[] y = [.. Enumerable.Range(0, 30).Select(row => problem.BucketsOf(row).Contains(bucket) ? 1.0 : -1.0)];
            double[] costs = [.. problem.Cost.ToArray().Select((cost, row) => (double)c * cost * (y[row] > 0 ? positiveWeight : 1))];
            double[] expected = ReferenceHinge.Solve(x, y, costs);
            double[] found = [.. Enumerable.Range(0, problem.Rows.Columns).Select(j => (double)solver.Weights[(j * 32) + bucket])];

            double least = ReferenceHinge.Objective(x, y, costs, expected);
            Assert.InRange(ReferenceHinge.Objective(x, y, costs, found) / least, 1 - 1e-6, 1 + 1e-5);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-3));
        }
    }

    [Fact]
    public void TheLanesTakeTheStepsOfAScalarLoopBitForBit()
    {
        var problem = TinyProblem.Draw(rows: 40, features: 15, buckets: 20, multiLabel: true, seed: 4);
        var solver = new SquaredHingeSolver(problem.Rows, problem.Cost, 32, 0.7f, 2.5f);
        var emulation = new ScalarHinge(problem, stride: 32, buckets: 20, c: 0.7f, positiveWeight: 2.5f);
        for (ulong epoch = 0; epoch < 4; epoch++)
        {
            double loss = solver.RunEpoch(problem.Targets, new BucketRange(0, 20), 0, new SplitMix64(epoch)).Loss;

            Assert.Equal(emulation.RunEpoch(new SplitMix64(epoch)), loss, 1e-5 * loss);
            Assert.Equal(emulation.Weights, solver.Weights);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1e-4f)]
    public void ConvergenceIsNoticedAndNotBefore(float c)
    {
        var problem = TinyProblem.Draw(rows: 30, features: 12, buckets: 5, multiLabel: false, seed: 5);
        var solver = new SquaredHingeSolver(problem.Rows, problem.Cost, 16, c, 1);
        var range = new BucketRange(0, 5);
        Assert.False(solver.RunEpoch(problem.Targets, range, 0, new SplitMix64(0)).Converged);

        int epochs = Train(solver, problem, range, epochs: 600);
        float[] weights = [.. solver.Weights];
        for (ulong more = 1000; more < 1100; more++)
        {
            solver.RunEpoch(problem.Targets, range, 0, new SplitMix64(more));
        }

        Assert.InRange(epochs, 1, 599);
        Assert.All(weights.Zip(solver.Weights), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
    }

    [Fact]
    public void TheLossIsThatOfTheBucketsWithoutThePadding()
    {
        // At weights 0 every margin is 0 and every bucket's loss 1.
        var problem = TinyProblem.Draw(rows: 1, features: 12, buckets: 5, multiLabel: false, seed: 6);
        var solver = new SquaredHingeSolver(problem.Rows, problem.Cost, 16, 1, 1);

        Assert.Equal(5, solver.RunEpoch(problem.Targets, new BucketRange(0, 5), 0, new SplitMix64(0)).Loss);
    }

    [Fact]
    public void ManyPositivesInARowAreAllPositive()
    {
        // More than fit the stack's buffers: 100 classes in 100 buckets, all of them labels of the one row.
        string[] names = [.. Enumerable.Range(0, 100).Select(label => $"c{label}")];
        var builder = new ExampleSetBuilder();
        builder.Add(Features.Dense([1, 2]), names);
        ExampleSet examples = builder.Build();
        var rows = RowMatrix.From(examples, new InputTransform(2, 1, Normalize: true, Bias: 0));
        var solver = new SquaredHingeSolver(rows, new ExampleCosts(examples, 0), 112, 1, 1);

        solver.RunEpoch(BucketTargets.From(examples, new IdentityColumn(100)), new BucketRange(0, 100), 0, new SplitMix64(1));

        // α = 1/(1 + 1/2) of a row of length 1.
        float[] expected = [.. Enumerable.Range(0, 112).Select(b => b < 100 ? 2 / 3f / MathF.Sqrt(5) : 0)];
        Assert.All(expected.Zip(solver.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    private static int Train(SquaredHingeSolver solver, TinyProblem problem, BucketRange range, int epochs)
    {
        int epoch = 0;
        while (epoch < epochs && !solver.RunEpoch(problem.Targets, range, 0, new SplitMix64((ulong)++epoch)).Converged)
        {
        }

        return epoch;
    }
}
