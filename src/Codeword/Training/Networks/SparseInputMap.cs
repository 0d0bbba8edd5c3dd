using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// An embedding bag: each example is Σⱼ xⱼ·E[j] over its few features. E is trained by AdaGrad with one accumulator a feature, as
/// <see cref="Solvers.SoftmaxSolver"/> does: a feature met ten times in the data then learns as much as it can, and one met in every row does not run away.
/// </summary>
internal sealed class SparseInputMap : InputMap
{
    private const float Epsilon = 1e-6f;
    private const int ColumnsPerTask = 64;
    private const ulong DropPart = 1;
    private readonly float[] _embeddings;
    private readonly float[] _squares;
    private readonly int _features;
    private readonly float _dropout;
    private readonly Matrix _output;
    private Matrix? _gradient;
    private Batch _batch;
    private float[] _values = [];
    private int[] _indices = [];
    private readonly List<int> _starts = [];
    private float[] _steps = [];

    public SparseInputMap(int features, int width, float deviation, float dropout, ref SplitMix64 random)
    {
        (_features, _dropout) = (features, dropout);
        _output = new Matrix(0, width);
        _embeddings = new float[checked(features * width)];
        _squares = new float[features];
        foreach (ref float weight in _embeddings.AsSpan())
        {
            weight = deviation * random.NextGaussian();
        }
    }

    /// <inheritdoc/>
    public override int Width => _output.Columns;

    /// <inheritdoc/>
    public override IEnumerable<float[]> State => [_embeddings, _squares];

    /// <inheritdoc/>
    public override Matrix Forward(in Batch batch, in Pass pass)
    {
        Gather(batch, pass);
        _output.Resize(batch.Count);
        int count = batch.Count;
        pass.ForRows(count, 32, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                Span<float> sum = _output.Row(i);
                sum.Clear();
                for (int at = _starts[i]; at < _starts[i + 1]; at++)
                {
                    VectorMath.MultiplyAdd(_values[at], _embeddings.AsSpan(_indices[at] * Width, Width), sum);
                }
            }
        });
        return _output;
    }

    /// <inheritdoc/>
    public override void Backward(in Batch batch, Matrix gradient, in Pass pass) => (_batch, _gradient, _pass) = (batch, gradient, pass);

    private Pass _pass;

    /// <inheritdoc/>
    public override void Step(in StepSize step)
    {
        Matrix gradient = _gradient ?? throw new InvalidOperationException("There is no gradient to step down.");
        FillSteps(gradient, step.SparseRate);
        int count = _batch.Count;

        // Threads share columns out, not rows: each weight takes its steps in the order of the batch.
        _pass.ForRows(Width, Math.Max(16, Math.Min(ColumnsPerTask, Width / 2)), (first, end) =>
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> own = gradient.Row(i)[first..end];
                for (int at = _starts[i]; at < _starts[i + 1]; at++)
                {
                    VectorMath.MultiplyAdd(_steps[at], own, _embeddings.AsSpan((_indices[at] * Width) + first, end - first));
                }
            }
        });
        _gradient = null;
    }

    /// <inheritdoc/>
    public override void CopyWeights(WeightMatrix weights)
    {
        for (int row = 0; row < _features; row++)
        {
            _embeddings.AsSpan(row * Width, Width).CopyTo(weights.Row(row));
        }
    }

    /// <inheritdoc/>
    public override float[] Save(float[]? into = null)
    {
        float[] copy = into ?? new float[_embeddings.Length];
        _embeddings.CopyTo(copy, 0);
        return copy;
    }

    /// <inheritdoc/>
    public override void Restore(float[] copy) => copy.CopyTo(_embeddings, 0);

    /// <inheritdoc/>
    public override void Rest() => Array.Clear(_squares);

    // A batch's gradient is a mean over its examples; here each example takes a step of its own, so that the mean is undone.
    private void FillSteps(Matrix gradient, float rate)
    {
        float scale = _batch.Count;
        for (int i = 0; i < _batch.Count; i++)
        {
            ReadOnlySpan<float> own = gradient.Row(i);
            float square = VectorMath.Dot(own, own) * scale * scale;
            for (int at = _starts[i]; at < _starts[i + 1]; at++)
            {
                float x = _values[at];
                ref float sum = ref _squares[_indices[at]];
                sum += x * x * square;
                _steps[at] = -rate * x * scale / (MathF.Sqrt(sum) + Epsilon);
            }
        }
    }

    private void Gather(in Batch batch, in Pass pass)
    {
        _starts.Clear();
        _starts.Add(0);
        int end = 0;
        ReadOnlySpan<int> selected = batch.Selected.Span;
        for (int i = 0; i < selected.Length; i++)
        {
            ReadOnlySpan<int> indices = batch.Rows.Indices(selected[i]);
            ReadOnlySpan<float> values = batch.Rows.Values(selected[i]);
            if (_indices.Length < end + indices.Length)
            {
                Array.Resize(ref _indices, 2 * (end + indices.Length));
                Array.Resize(ref _values, _indices.Length);
                _steps = new float[_indices.Length];
            }

            bool drops = pass.IsTraining && _dropout > 0;
            var random = SplitMix64.ForPart(pass.Seed, DropPart, (ulong)i);
            float scale = drops ? 1 / (1 - _dropout) : 1;
            for (int j = 0; j < indices.Length; j++)
            {
                bool isBias = indices[j] == _features - 1;
                if (drops && !isBias && random.NextDouble() < _dropout)
                {
                    continue;
                }

                _indices[end] = indices[j];
                _values[end++] = isBias ? values[j] : values[j] * scale;
            }

            _starts.Add(end);
        }
    }
}
