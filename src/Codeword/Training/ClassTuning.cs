using Codeword.Codes;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// Fine-tunes heads on the examples of new classes alone: the outputs of buckets that a new class fills, or all bits. From the weights there are, each step changes an output along
/// one example by the least that takes it a share of the way to its target, so that weights stay near to what they were. Encoders stay as they are. docs/math.md has the step.
/// </summary>
internal sealed class ClassTuning
{
    private readonly Heads _heads;
    private readonly NewExamples _fresh;
    private readonly int _epochs;
    private readonly float _rate;
    private readonly TunedColumn[] _columns;

    /// <param name="heads">The heads, of float32 weights.</param>
    /// <param name="codebook">The codewords, of the new classes too.</param>
    /// <param name="fresh">The examples.</param>
    /// <param name="options">How.</param>
    public ClassTuning(Heads heads, Codebook codebook, NewExamples fresh, ClassExtensionOptions options)
    {
        (_heads, _fresh, _epochs) = (heads, fresh, options.Epochs);
        _rate = options.Rate ?? (heads.Encoder is null ? ClassExtensionOptions.UsualRate : ClassExtensionOptions.UsualEncodedRate);
        int oldClasses = codebook.Classes - fresh.Names.Count;
        _columns = [.. codebook.Columns.Select(column => new TunedColumn(column, heads.Loss, oldClasses))];
    }

    /// <summary>Heads with other weights.</summary>
    public Heads Run(CancellationToken cancellation)
    {
        List<HeadGroup> groups = [];
        int column = 0;
        for (int g = 0; g < _heads.Groups.Count; g++)
        {
            HeadGroup group = _heads.Groups[g];
            WeightMatrix weights = ((WeightMatrix)group.Weights).Copy();
            TunedColumn[] own = _heads.Groups.Count == 1 ? _columns : [_columns[column++]];
            var inputs = new HeadInputs(_heads, g);
            for (int epoch = 0; epoch < _epochs; epoch++)
            {
                cancellation.ThrowIfCancellationRequested();
                Pass(weights, inputs, own);
            }

            groups.Add(group with { Weights = weights });
        }

        return new Heads(_heads.Loss, _heads.Transform, groups, _heads.Encoder);
    }

    private void Pass(WeightMatrix weights, HeadInputs inputs, TunedColumn[] columns)
    {
        float[] outputs = new float[weights.Columns];
        for (int i = 0; i < _fresh.Rows.Count; i++)
        {
            int row = _fresh.Rows[i];
            (int[] indices, float[] values) = inputs.Of(_fresh.Examples.Row(row));
            double square = values.Sum(value => (double)value * value);
            if (square == 0)
            {
                continue;
            }

            outputs.AsSpan().Clear();
            weights.AddRows(indices, values, outputs);
            Span<float> left = outputs;
            foreach (TunedColumn column in columns)
            {
                column.ToMoves(left[..column.Outputs], _fresh.ClassesOfRow[i]);
                left = left[column.Outputs..];
            }

            float step = (float)(Math.Min(1, _rate * _fresh.Examples.WeightOf(row)) / square);
            for (int j = 0; j < indices.Length; j++)
            {
                VectorMath.MultiplyAdd(step * values[j], outputs, weights.Row(indices[j]));
            }
        }
    }
}
