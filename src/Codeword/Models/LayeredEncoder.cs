namespace Codeword.Models;

/// <summary>
/// One to eight linear maps, each rectified or not: an embedding bag or a multi-layer perceptron. The first map reads features sparsely, whether they
/// are or not; inner maps skip units that are 0, as about half of the rectified ones are.
/// </summary>
public sealed class LayeredEncoder : Encoder
{
    /// <summary>The most layers an encoder may have.</summary>
    public const int MostLayers = 8;
    private readonly EncoderLayer[] _layers;

    /// <summary>An encoder of the given layers.</summary>
    /// <exception cref="ArgumentException">There is no layer, too many, or two do not fit together.</exception>
    public LayeredEncoder(IEnumerable<EncoderLayer> layers)
    {
        _layers = [.. layers];
        if (_layers.Length is 0 or > MostLayers)
        {
            throw new ArgumentException($"An encoder of {_layers.Length} layers; expected 1 to {MostLayers}.", nameof(layers));
        }

        ScratchLength = 2 * _layers.Max(layer => layer.Weights.Columns);
        for (int i = 1; i < _layers.Length; i++)
        {
            if (_layers[i].Weights.Rows != _layers[i - 1].Weights.Columns + 1L)
            {
                throw new ArgumentException(
                    $"A layer takes {_layers[i].Weights.Rows} inputs after one of {_layers[i - 1].Weights.Columns} outputs; expected one more than those.", nameof(layers));
            }
        }
    }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<EncoderLayer> Layers => _layers;

    /// <inheritdoc/>
    public override long Inputs => _layers[0].Weights.Rows;

    /// <inheritdoc/>
    public override int Outputs => _layers[^1].Weights.Columns;

    /// <inheritdoc/>
    public override long WeightCount => _layers.Sum(layer => layer.Weights.Count);

    /// <inheritdoc/>
    public override int ScratchLength { get; }

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs, Span<float> scratch)
    {
        Span<float> current = _layers.Length == 1 ? outputs : scratch[.._layers[0].Weights.Columns];
        current.Clear();
        _layers[0].Weights.AddRows(indices, values, current);
        Rectify(_layers[0], current);
        Span<float> spare = scratch[(ScratchLength / 2)..];
        for (int i = 1; i < _layers.Length; i++)
        {
            Span<float> next = i == _layers.Length - 1 ? outputs : spare[.._layers[i].Weights.Columns];
            _layers[i].Weights.MultiplyDense(current, next);
            Rectify(_layers[i], next);
            spare = i % 2 == 1 ? scratch[..(ScratchLength / 2)] : scratch[(ScratchLength / 2)..];
            current = next;
        }
    }

    private static void Rectify(EncoderLayer layer, Span<float> units)
    {
        if (layer.IsRectified)
        {
            System.Numerics.Tensors.TensorPrimitives.Max(units, 0f, units);
        }
    }
}
