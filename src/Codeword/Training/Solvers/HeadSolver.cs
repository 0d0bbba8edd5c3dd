using Codeword.Numerics;

namespace Codeword.Training.Solvers;

/// <summary>
/// Trains the heads of one block of buckets by visiting examples one by one in a seeded random order. A solver is one thread's scratch and is
/// reused block after block; weights have shape (rows.Columns, Stride).
/// </summary>
internal abstract class HeadSolver : IDisposable
{
    private readonly RowOrder _order;

    private protected HeadSolver(RowMatrix rows, int stride)
    {
        Rows = rows;
        Stride = stride;
        Weights = new float[checked(rows.Columns * stride)];
        Margins = new float[stride];
        _order = new RowOrder(rows.Count);
    }

    /// <summary>Buckets the block holds, rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The block's weights so far.</summary>
    public float[] Weights { get; }

    /// <summary>All that one epoch hands to the next, the weights first.</summary>
    public virtual IEnumerable<Memory<float>> State => [Weights];

    /// <summary>The training rows.</summary>
    private protected RowMatrix Rows { get; }

    /// <summary>w·x of the row being visited.</summary>
    private protected float[] Margins { get; }

    /// <summary>Whether the solver can train a block of this size next.</summary>
    public bool Fits(BucketRange range) => range.Stride == Stride;

    /// <summary>Starts a new block of buckets from zero.</summary>
    public virtual void Reset() => Array.Clear(Weights);

    /// <summary>Gives scratch files back, if there are any.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>
    /// Makes one pass over all examples at a learning rate; returns the mean loss per example met on the way, and whether more passes would change nothing.
    /// </summary>
    public (double Loss, bool Converged) RunEpoch(BucketTargets targets, BucketRange range, float rate, SplitMix64 random)
    {
        Span<int> all = stackalloc int[64];
        Span<int> inRange = stackalloc int[64];
        double loss = 0;
        float violation = 0;
        _order.Begin(ref random);
        for (ReadOnlySpan<int> group = _order.Next(ref random); !group.IsEmpty; group = _order.Next(ref random))
        {
            foreach (int row in group)
            {
                ReadOnlySpan<int> positives = range.Cut(targets.Of(row, ref all), ref inRange);
                (double rowLoss, float rowViolation) = Visit(row, positives, range.Count, rate);
                loss += rowLoss;
                violation = Math.Max(violation, rowViolation);
            }
        }

        return (loss / Math.Max(1, Rows.Count), HasConverged(violation));
    }

    /// <summary>
    /// Takes the step one example asks for; returns its loss before the step, and the largest gradient it followed. Lanes at and beyond
    /// <paramref name="buckets"/> are padding: their weights stay 0 and they count in neither.
    /// </summary>
    private protected abstract (double Loss, float Violation) Visit(int row, ReadOnlySpan<int> positives, int buckets, float rate);

    /// <summary>Whether gradients this small change nothing any more.</summary>
    private protected abstract bool HasConverged(float violation);
}
