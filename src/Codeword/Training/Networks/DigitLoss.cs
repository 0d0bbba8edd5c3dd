using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// The heads of some digits on one network: the logits are z·Dᵀ for outputs z and a matrix D of its own, a row a bucket. A head's loss is the cross-entropy over its
/// buckets, label-smoothed, or the sum of its buckets' binary ones; the loss is the mean over the heads. Rows go by their number.
/// </summary>
internal sealed class DigitLoss : NetworkLoss
{
    private readonly BucketTargets[] _targets;
    private readonly BucketRange[] _ranges;
    private readonly HeadLoss _loss;
    private readonly float _smoothing;
    private readonly Matrix _logits;

    /// <param name="columns">The digits.</param>
    /// <param name="targets">The buckets of the training rows in each.</param>
    /// <param name="width">h, elements of an output.</param>
    /// <param name="loss">Softmax or Logistic.</param>
    /// <param name="smoothing">ε of Softmax: the target is 1 − ε for the bucket and ε/B for all.</param>
    public DigitLoss(IReadOnlyList<DigitColumn> columns, BucketTargets[] targets, int width, HeadLoss loss, float smoothing)
    {
        (_targets, _loss, _smoothing) = (targets, loss, smoothing);
        _ranges = new BucketRange[columns.Count];
        int end = 0;
        for (int r = 0; r < _ranges.Length; r++)
        {
            _ranges[r] = new BucketRange(end, columns[r].Buckets);
            end = checked(end + _ranges[r].Stride);
        }

        Digits = new Parameter(end, width);
        _logits = new Matrix(0, end);
    }

    /// <summary>D: the buckets of each digit one after the other, each digit padded to whole vectors.</summary>
    public Parameter Digits { get; }

    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        Multiply(outputs, pass.Parallel);
        double[] losses = new double[outputs.Rows];
        pass.ForRows(outputs.Rows, 16, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                losses[row] = costs.Span[row] * RowLoss(_logits.Row(row), classes.Span[row], costs.Span[row] / outputs.Rows);
            }
        });
        Gemm.Multiply(_logits, false, Digits.Value, false, gradient, accumulate: false, pass.Parallel);
        Gemm.Multiply(_logits, true, outputs, false, Digits.Gradient, accumulate: false, pass.Parallel);
        return losses.Sum() / outputs.Rows;
    }

    /// <inheritdoc/>
    /// <remarks>A head's gradient is 1/R of what it would be alone: its rate is R times as high, so that how it learns does not hang on R.</remarks>
    public override void Step(in StepSize step) =>
        Digits.Step(step with { Rate = step.Rate * _ranges.Length, WeightDecay = step.WeightDecay / _ranges.Length });

    /// <inheritdoc/>
    public override IEnumerable<float[]> State => Digits.State;

    /// <inheritdoc/>
    public override float[] Save(float[]? into = null)
    {
        float[] copy = into ?? new float[Digits.Value.Span.Length];
        Digits.Value.Span.CopyTo(copy);
        return copy;
    }

    /// <inheritdoc/>
    public override void Restore(float[] copy) => copy.CopyTo(Digits.Value.Span);

    /// <summary>How many digits of some rows have a bucket of theirs as their highest.</summary>
    /// <param name="outputs">The network's outputs for the rows.</param>
    /// <param name="truth">The buckets of these rows and others in each digit.</param>
    /// <param name="start">The number of the first.</param>
    /// <param name="parallel">The threads.</param>
    public int CountRight(Matrix outputs, BucketTargets[] truth, int start, ParallelOptions parallel)
    {
        Multiply(outputs, parallel);
        int right = 0;
        Span<int> room = stackalloc int[16];
        for (int row = 0; row < outputs.Rows; row++)
        {
            for (int r = 0; r < _ranges.Length; r++)
            {
                int highest = TensorPrimitives.IndexOfMax<float>(_logits.Row(row).Slice(_ranges[r].First, _ranges[r].Count));
                right += truth[r].Of(start + row, ref room).Contains(highest) ? 1 : 0;
            }
        }

        return right;
    }

    /// <summary>Writes the heads' weights, padding left out, into as many columns; the last row, of the constant 1, stays as it is.</summary>
    public void CopyWeights(Models.WeightMatrix weights)
    {
        for (int unit = 0; unit < Digits.Value.Columns; unit++)
        {
            Span<float> row = weights.Row(unit);
            int column = 0;
            foreach (BucketRange range in _ranges)
            {
                for (int bucket = range.First; bucket < range.First + range.Count; bucket++)
                {
                    row[column++] = Digits.Value.Row(bucket)[unit];
                }
            }
        }
    }

    private void Multiply(Matrix outputs, ParallelOptions parallel)
    {
        _logits.Resize(outputs.Rows);
        Gemm.Multiply(outputs, false, Digits.Value, true, _logits, accumulate: false, parallel);
    }

    // Replaces a row's logits by the gradient of its loss, times the scale; gives the mean loss of its digits.
    private double RowLoss(Span<float> logits, int row, float scale)
    {
        if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(logits)))
        {
            logits.Clear();
            return double.NaN;      // Training has diverged; whoever sums the losses says so.
        }

        double loss = 0;
        Span<int> room = stackalloc int[16];
        for (int r = 0; r < _ranges.Length; r++)
        {
            Span<float> own = logits.Slice(_ranges[r].First, _ranges[r].Stride);
            int count = _ranges[r].Count;
            ReadOnlySpan<int> targets = _targets[r].Of(row, ref room);
            loss += _loss == HeadLoss.Logistic ? Sigmoid.LossAndGradient(own, count, targets) : SmoothLoss(own, count, targets);
        }

        TensorPrimitives.Multiply(logits, scale / _ranges.Length, logits);
        return loss / _ranges.Length;
    }

    // Cross-entropy with 1 − ε for the target and ε/B for all: ln Σ e^z − (1 − ε)·z_t − ε·(mean z).
    private double SmoothLoss(Span<float> logits, int count, ReadOnlySpan<int> targets)
    {
        double gap = logits[targets[0]] - ((double)TensorPrimitives.Sum<float>(logits[..count]) / count);
        double loss = Softmax.LossAndGradient(logits, count, targets) + (_smoothing * gap);
        TensorPrimitives.Add(logits[..count], -_smoothing / count, logits[..count]);
        logits[targets[0]] += _smoothing;
        return loss;
    }
}
