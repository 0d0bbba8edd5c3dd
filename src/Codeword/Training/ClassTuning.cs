using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// Fine-tunes heads on the examples of new classes alone: the outputs of buckets that a new class fills, or all bits. From the weights there are, each step changes an output along
/// one example by the least that takes it a share of the way to its target, so that weights stay near to what they were. Encoders stay as they are.
/// </summary>
internal sealed class ClassTuning
{
    private readonly Heads _heads;
    private readonly Codebook _codebook;
    private readonly NewExamples _fresh;
    private readonly ClassExtensionOptions _options;
    private readonly int[] _starts;
    private readonly bool[] _isTouched;

    /// <param name="heads">The heads, of float32 weights.</param>
    /// <param name="codebook">The codewords, of the new classes too.</param>
    /// <param name="fresh">The examples.</param>
    /// <param name="options">How.</param>
    public ClassTuning(Heads heads, Codebook codebook, NewExamples fresh, ClassExtensionOptions options)
    {
        (_heads, _codebook, _fresh, _options) = (heads, codebook, fresh, options);
        _starts = new int[codebook.Length + 1];
        for (int r = 0; r < codebook.Length; r++)
        {
            _starts[r + 1] = _starts[r] + codebook.Columns[r].Outputs;
        }

        _isTouched = new bool[heads.Outputs];
        for (int r = 0; r < codebook.Length; r++)
        {
            for (int c = codebook.Classes - fresh.Names.Count; c < codebook.Classes; c++)
            {
                _isTouched[_starts[r] + (codebook.Bits is null ? Digit(r, c) : 0)] = true;
            }
        }
    }

    /// <summary>Heads with other weights.</summary>
    public Heads Run(CancellationToken cancellation)
    {
        float[] scratch = new float[_heads.ScratchLength];
        List<HeadGroup> groups = [];
        int first = 0;
        for (int g = 0; g < _heads.Groups.Count; g++)
        {
            HeadGroup group = _heads.Groups[g];
            WeightMatrix weights = ((WeightMatrix)group.Weights).Copy();
            (int[] Indices, float[] Values)[] inputs = [.. _fresh.Rows.Select(row => InputOf(g, row, scratch))];
            for (int epoch = 0; epoch < _options.Epochs; epoch++)
            {
                cancellation.ThrowIfCancellationRequested();
                Pass(weights, inputs, first);
            }

            groups.Add(group with { Weights = weights });
            first += weights.Columns;
        }

        return new Heads(_heads.Loss, _heads.Transform, groups, _heads.Encoder);
    }

    private void Pass(WeightMatrix weights, (int[] Indices, float[] Values)[] inputs, int first)
    {
        float[] outputs = new float[weights.Columns];
        for (int i = 0; i < inputs.Length; i++)
        {
            (int[] indices, float[] values) = inputs[i];
            double square = values.Sum(value => (double)value * value);
            if (square == 0)
            {
                continue;
            }

            outputs.AsSpan().Clear();
            weights.AddRows(indices, values, outputs);
            ToSteps(outputs, first, _fresh.ClassesOfRow[i]);
            float step = (float)(_options.Rate * _fresh.Examples.WeightOf(_fresh.Rows[i]) / square);
            for (int j = 0; j < indices.Length - (_options.FreezeBias ? 1 : 0); j++)
            {
                VectorMath.MultiplyAdd(step * values[j], outputs, weights.Row(indices[j]));
            }
        }
    }

    // Outputs become how far each is to move: −∂loss over the loss's largest curvature. Columns that stand in other groups are passed over.
    private void ToSteps(Span<float> outputs, int first, int[] classes)
    {
        for (int r = 0; r < _codebook.Length; r++)
        {
            if (_starts[r] < first || _starts[r] >= first + outputs.Length)
            {
                continue;
            }

            Span<float> own = outputs.Slice(_starts[r] - first, _starts[r + 1] - _starts[r]);
            float[] targets = new float[own.Length];
            foreach (int c in classes)
            {
                int place = _codebook.Bits is null ? Digit(r, c) : 0;
                targets[place] = _codebook.Bits is null || Digit(r, c) == 1 ? 1 : 0;
            }

            Steps(own, targets);
            for (int b = 0; b < own.Length; b++)
            {
                own[b] = _isTouched[_starts[r] + b] ? own[b] * (targets[b] > 0 || _codebook.Bits is not null ? 1 : _options.NegativeShare) : 0;
            }
        }
    }

    private void Steps(Span<float> outputs, float[] targets)
    {
        if (_heads.Loss == HeadLoss.Softmax)
        {
            float[] shares = new float[(outputs.Length + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
            outputs.CopyTo(shares);
            Softmax.ToProbabilities(shares, outputs.Length);
            float count = targets.Sum();
            for (int b = 0; b < outputs.Length; b++)
            {
                outputs[b] = 2 * ((targets[b] / count) - shares[b]);
            }

            return;
        }

        for (int b = 0; b < outputs.Length; b++)
        {
            outputs[b] = _heads.Loss == HeadLoss.Logistic ? 4 * (targets[b] - Sigmoid.Of(outputs[b]))
                : targets[b] > 0 ? Math.Max(0, _options.Margin - outputs[b]) : -Math.Max(0, 1 + outputs[b]);
        }
    }

    private int Digit(int column, int index) => _codebook.Columns[column].DigitOf(new LabelId(index));

    // What a group of heads sees of a row: rows of its weights and values.
    private (int[] Indices, float[] Values) InputOf(int group, int row, float[] scratch)
    {
        Features features = _fresh.Examples.Row(row);
        int[] indices = new int[features.Values.Length + 1];
        float[] values = new float[features.Values.Length + 1];
        int count = _heads.Transform.Apply(features, indices, values);
        (indices, values) = (indices[..count], values[..count]);
        if (_heads.Encoder is { } encoder)
        {
            encoder.Encode(indices, values, scratch.AsSpan(0, encoder.Outputs), scratch.AsSpan(encoder.Outputs));
            values = [.. scratch.AsSpan(0, encoder.Outputs)[encoder.PartOf(group)], 1];
            return ([.. Enumerable.Range(0, values.Length)], values);
        }

        if (_heads.Groups[group].Hash is { } hash)
        {
            for (int j = 0; j < indices.Length; j++)
            {
                indices[j] = hash.Place(indices[j], out float sign);
                values[j] *= sign;
            }
        }

        return (indices, values);
    }
}
