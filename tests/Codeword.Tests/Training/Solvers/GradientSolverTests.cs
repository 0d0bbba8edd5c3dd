using Codeword.Numerics;
using Codeword.Tests.Reference;
using Codeword.Training;
using Codeword.Training.Solvers;

namespace Codeword.Tests.Training.Solvers;

public sealed class GradientSolverTests
{
    [Theory]
    [InlineData(true, false, 3)]
    [InlineData(true, false, 17)]
    [InlineData(false, false, 5)]
    [InlineData(false, true, 20)]
    public void StepsAreThoseOfAdaGradWithNumericGradients(bool softmax, bool multiLabel, int buckets)
    {
        var problem = TinyProblem.Draw(rows: 6, features: 7, buckets, multiLabel, seed: 14);
        var range = new BucketRange(0, buckets);
        HeadSolver solver = Solver(problem, range, softmax);
        var reference = new ReferenceAdaGrad(problem.Rows.Columns, buckets, perFeature: softmax);
        for (ulong epoch = 0; epoch < 3; epoch++)
        {
            float rate = 0.5f / (1 + epoch);
            int[] order = [.. Enumerable.Range(0, 6)];
            var random = new SplitMix64(epoch);
            random.Shuffle<int>(order);
            double expected = order.Sum(row => reference.Step(problem.Dense(row), Loss(problem, row, softmax), rate, problem.Cost[row])) / 6;

            (double loss, bool converged) = solver.RunEpoch(problem.Targets, range, rate, new SplitMix64(epoch));

            Assert.Equal(expected, loss, 1e-4);
            Assert.False(converged);
            AssertWeights(reference.Weights, solver, buckets);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheLossAtTheStartIsThatOfGuessing(bool softmax)
    {
        var problem = TinyProblem.Draw(rows: 1, features: 7, buckets: 6, multiLabel: false, seed: 2);
        var range = new BucketRange(0, 6);
        (double loss, _) = Solver(problem, range, softmax).RunEpoch(problem.Targets, range, 0.1f, new SplitMix64(0));

        Assert.Equal(softmax ? Math.Log(6) : 6 * Math.Log(2), loss, 1e-6);
    }

    private static HeadSolver Solver(TinyProblem problem, BucketRange range, bool softmax) =>
        softmax ? new SoftmaxSolver(problem.Rows, problem.Cost, range) : new LogisticSolver(problem.Rows, problem.Cost, range);

    private static Func<double[], double> Loss(TinyProblem problem, int row, bool softmax)
    {
        int[] targets = problem.BucketsOf(row);
        return outputs => softmax ? ReferenceLoss.Softmax(outputs, targets[0]) : ReferenceLoss.Logistic(outputs, targets);
    }

    private static void AssertWeights(double[,] expected, HeadSolver solver, int buckets)
    {
        for (int j = 0; j < expected.GetLength(0); j++)
        {
            for (int b = 0; b < solver.Stride; b++)
            {
                Assert.Equal(b < buckets ? expected[j, b] : 0, solver.Weights[(j * solver.Stride) + b], 1e-4);
            }
        }
    }
}
