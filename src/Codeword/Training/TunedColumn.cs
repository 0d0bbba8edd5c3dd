using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>One digit while heads are fine-tuned: from its outputs for an example to how far each is to move.</summary>
internal sealed class TunedColumn
{
    /// <summary>The margin that the squared hinge asks of a bucket that is the example's: with ½ in place of 1, old classes lose a point less.</summary>
    private const float Margin = 0.5f;
    private readonly DigitColumn _column;
    private readonly HeadLoss _loss;
    private readonly bool[] _isTouched;
    private readonly float[] _targets;
    private readonly float[] _shares;

    /// <param name="column">The digits of all classes.</param>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="oldClasses">From which class on they are new.</param>
    public TunedColumn(DigitColumn column, HeadLoss loss, int oldClasses)
    {
        (_column, _loss) = (column, loss);
        _isTouched = new bool[Outputs];
        _targets = new float[Outputs];
        _shares = new float[(Outputs + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
        for (int c = oldClasses; c < column.Classes; c++)
        {
            _isTouched[PlaceOf(c)] = true;
        }
    }

    /// <summary>How many outputs it has.</summary>
    public int Outputs => _column.Outputs;

    /// <summary>Replaces outputs by their moves: minus the loss's slope over its largest curvature; 0 where no new class has the bucket.</summary>
    /// <param name="outputs">The digit's outputs for an example.</param>
    /// <param name="classes">The example's classes.</param>
    public void ToMoves(Span<float> outputs, int[] classes)
    {
        _targets.AsSpan().Clear();
        foreach (int c in classes)
        {
            _targets[PlaceOf(c)] = _column is BitColumn && DigitOf(c) == 0 ? 0 : 1;
        }

        if (_loss == HeadLoss.Softmax)
        {
            outputs.CopyTo(_shares);
            Softmax.ToProbabilities(_shares, outputs.Length);
        }

        float count = _targets.Sum();
        for (int b = 0; b < outputs.Length; b++)
        {
            float target = _targets[b];
            outputs[b] = !_isTouched[b] ? 0 : _loss switch
            {
                HeadLoss.SquaredHinge => target > 0 ? Math.Max(0, Margin - outputs[b]) : -Math.Max(0, 1 + outputs[b]),
                HeadLoss.Logistic => 4 * (target - Sigmoid.Of(outputs[b])),
                _ => 2 * ((target / count) - _shares[b]),
            };
        }
    }

    private int PlaceOf(int index) => _column is BitColumn ? 0 : DigitOf(index);

    private int DigitOf(int index) => _column.DigitOf(new LabelId(index));
}
