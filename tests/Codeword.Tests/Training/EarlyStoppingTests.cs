using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Training;
using Codeword.Training.Solvers;

namespace Codeword.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void TheBestEpochComesBack(HeadLoss loss)
    {
        // Two classes, one feature: larger margins are better until they are wrong for the held-out row that disagrees.
        (EarlyStopping stopping, HeadSolver solver) = Create(loss, patience: 2, "a", "a", "a", "b");

        Assert.False(Measure(stopping, solver, epoch: 1, margin: 0));
        Assert.False(Measure(stopping, solver, epoch: 2, margin: 1));   // ln 3 for softmax, about as much for logistic: the best.
        Assert.False(Measure(stopping, solver, epoch: 3, margin: 5));
        Assert.True(Measure(stopping, solver, epoch: 4, margin: 6));

        Assert.Equal(2, stopping.Restore());
        Assert.Equal(1, solver.Weights[0]);
    }

    [Fact]
    public void PatienceCountsFromTheBestEpoch()
    {
        (EarlyStopping stopping, HeadSolver solver) = Create(HeadLoss.Logistic, patience: 3, "a");

        bool[] stops = [.. Enumerable.Range(1, 6).Select(epoch => Measure(stopping, solver, epoch, margin: epoch == 3 ? 2 : 1))];

        Assert.Equal([false, false, false, false, false, true], stops);
        Assert.Equal(3, stopping.Restore());
    }

    [Fact]
    public void RowsOfUnknownLabelsAreLeftOutOfSoftmax()
    {
        (EarlyStopping stopping, HeadSolver solver) = Create(HeadLoss.Softmax, patience: 1, "a", "new");

        Assert.False(Measure(stopping, solver, epoch: 1, margin: 0));
        Assert.False(Measure(stopping, solver, epoch: 2, margin: 100));   // Better for a, which is all that counts.
    }

    private static bool Measure(EarlyStopping stopping, HeadSolver solver, int epoch, float margin)
    {
        (solver.Weights[0], solver.Weights[1]) = (margin, -margin);
        return stopping.ShouldStop(epoch);
    }

    private static (EarlyStopping Stopping, HeadSolver Solver) Create(HeadLoss loss, int patience, params string[] held)
    {
        var builder = new ExampleSetBuilder(LabelSet.Create(["a", "b"]), featureCount: 1);
        foreach (string label in held)
        {
            builder.Add(Features.Dense([1]), [label]);
        }

        ExampleSet examples = builder.Build();
        RowMatrix rows = RowMatrix.From(examples, new InputTransform(1, 1, Normalize: true, Bias: 0));
        var range = new BucketRange(0, 2);
        HeadSolver solver = loss == HeadLoss.Softmax
            ? new SoftmaxSolver(rows, new ExampleCosts(examples, 0), range)
            : new LogisticSolver(rows, new ExampleCosts(examples, 0), range);
        BucketTargets targets = BucketTargets.From(examples, new IdentityColumn(2));
        return (new EarlyStopping(solver, rows, targets, range, new MachOptions { Loss = loss, Patience = patience }), solver);
    }
}
