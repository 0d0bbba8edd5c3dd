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
    private readonly HeadGroup _first;

    /// <summary>An encoder of the given layers.</summary>
    /// <param name="layers">The layers, in order.</param>
    /// <param name="hash">How features are hashed to the first layer's rows; null where each has a row of its own.</param>
    /// <exception cref="ArgumentException">There is no layer, too many, or two do not fit together, or the first does not have the hash's rows.</exception>
    public LayeredEncoder(IEnumerable<EncoderLayer> layers, InputHash? hash = null)
    {
        _layers = [.. layers];
        if (_layers.Length is 0 or > MostLayers)
        {
            throw new ArgumentException($"An encoder of {_layers.Length} layers; expected 1 to {MostLayers}.", nameof(layers));
        }

        _first = new HeadGroup(_layers[0].Weights, hash);
        if (hash is not null && hash.Rows != _first.Weights.Rows)
        {
            throw new ArgumentException($"A first layer of {_first.Weights.Rows} rows behind a hash to {hash.Rows}.", nameof(hash));
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

    /// <summary>How features are hashed to the first layer's rows; null where each has a row of its own.</summary>
    public InputHash? Hash => _first.Hash;

    /// <inheritdoc/>
    public override long Inputs => Hash?.Inputs ?? _first.Weights.Rows;

    /// <inheritdoc/>
    public override int Outputs => _layers[^1].Weights.Columns;

    /// <inheritdoc/>
    public override long WeightCount => _layers.Sum(layer => layer.Weights.Count);

    /// <inheritdoc/>
    public override long StoredBytes => _layers.Sum(layer => layer.Weights.StoredBytes);

    /// <inheritdoc/>
    public override int ScratchLength { get; }

    /// <inheritdoc/>
    internal override IEnumerable<HeadWeights> Matrices => _layers.Select(layer => layer.Weights);

    /// <inheritdoc/>
    internal override LayeredEncoder To(WeightFormat format) =>
        format == WeightFormat.Sparse ? this : new(_layers.Select(layer => layer with { Weights = ((WeightMatrix)layer.Weights).To(format) }), Hash);

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs, Span<float> scratch)
    {
        Span<float> current = _layers.Length == 1 ? outputs : scratch[.._layers[0].Weights.Columns];
        current.Clear();
        _first.AddProducts(indices, values, current);
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
