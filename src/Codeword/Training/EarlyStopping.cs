using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Training.Checkpoints;
using Codeword.Training.Solvers;

namespace Codeword.Training;

/// <summary>Watches one block's loss on held-out examples, keeps its best weights and says when to stop.</summary>
internal sealed class EarlyStopping(HeadSolver solver, RowMatrix rows, BucketTargets targets, BucketRange range, LinearOptions options)
{
    private readonly float[] _best = new float[solver.Weights.Length];
    private readonly float[] _outputs = new float[solver.Stride];
    private double _bestLoss = double.PositiveInfinity;
    private int _bestEpoch;

    /// <summary>The best weights so far.</summary>
    public IEnumerable<Memory<float>> State => [_best];

    /// <summary>How far the block is after some epochs, and which was best.</summary>
    public PartProgress Progress(int epochs) => new(epochs, _bestEpoch, _bestLoss);

    /// <summary>Goes on where an earlier training was, <see cref="State"/> having been filled.</summary>
    public void Resume(PartProgress progress) => (_bestEpoch, _bestLoss) = (progress.BestEpochs, progress.Best);

    /// <summary>Measures the epoch just ended; true when the patience is at its end.</summary>
    public bool ShouldStop(int epoch)
    {
        double loss = MeanLoss();
        if (loss < _bestLoss)
        {
            (_bestLoss, _bestEpoch) = (loss, epoch);
            solver.Weights.CopyTo(_best, 0);
        }

        return epoch - _bestEpoch >= options.Patience;
    }

    /// <summary>Puts the best weights back and says after how many epochs they were reached.</summary>
    public int Restore()
    {
        _best.CopyTo(solver.Weights, 0);
        return _bestEpoch;
    }

    private double MeanLoss()
    {
        Span<int> all = stackalloc int[64];
        Span<int> inRange = stackalloc int[64];
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> positives = range.Cut(targets.Of(row, ref all), ref inRange);
            if (options.Loss == HeadLoss.Softmax && positives.IsEmpty)
            {
                continue;   // Its label is not one of the training data's: there is no probability to take the logarithm of.
            }

            count++;
            RowKernels.Multiply(rows.Indices(row), rows.Values(row), solver.Weights, _outputs);
            sum += options.Loss == HeadLoss.Softmax
                ? Softmax.LossAndGradient(_outputs, range.Count, positives)
                : Sigmoid.LossAndGradient(_outputs, range.Count, positives);
        }

        return sum / Math.Max(1, count);
    }
}
