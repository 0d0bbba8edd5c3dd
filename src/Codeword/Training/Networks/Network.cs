using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>An input map and the layers after it, trained together.</summary>
internal sealed class Network(InputMap input, IReadOnlyList<Layer> layers)
{
    private readonly List<Matrix> _inputs = [];

    /// <summary>The first map.</summary>
    public InputMap Input { get; } = input;

    /// <summary>What follows.</summary>
    public IReadOnlyList<Layer> Layers { get; } = layers;

    /// <summary>Elements of an output.</summary>
    public int Width => Layers.Count > 0 ? Layers[^1].Width : Input.Width;

    /// <summary>All that one step hands to the next: what is learnt, and the optimizer's state.</summary>
    public IEnumerable<float[]> State => Input.State.Concat(
        Layers.SelectMany(layer => layer.Parameters.SelectMany(parameter => parameter.State).Concat(layer.Statistics)));

    /// <summary>Maps a batch of examples.</summary>
    public Matrix Forward(in Batch batch, in Pass pass)
    {
        _inputs.Clear();
        Matrix values = Input.Forward(batch, pass);
        foreach (Layer layer in Layers)
        {
            _inputs.Add(values);
            values = layer.Forward(values, pass);
        }

        return values;
    }

    /// <summary>Takes the gradient by the outputs of the batch mapped last.</summary>
    public void Backward(in Batch batch, Matrix gradient, in Pass pass)
    {
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            gradient = Layers[i].Backward(_inputs[i], gradient, pass);
        }

        Input.Backward(batch, gradient, pass);
    }

    /// <summary>Takes one step down the gradient.</summary>
    public void Step(in StepSize step)
    {
        Input.Step(step);
        foreach (Parameter parameter in Layers.SelectMany(layer => layer.Parameters))
        {
            parameter.Step(step);
        }
    }

    /// <summary>A copy of all that is learnt; that of the input, by far the largest, in the memory of an earlier copy where there is one.</summary>
    public float[][] Save(float[][]? into = null) =>
    [
        Input.Save(into?[0]),
        .. Layers.SelectMany(layer => layer.Parameters.Select(parameter => parameter.Value.Span.ToArray()).Concat(layer.Statistics.Select(values => values.ToArray()))),
    ];

    /// <summary>Puts a copy back.</summary>
    public void Restore(float[][] copy)
    {
        Input.Restore(copy[0]);
        int next = 1;
        foreach (Layer layer in Layers)
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                copy[next++].CopyTo(parameter.Value.Span);
            }

            foreach (float[] values in layer.Statistics)
            {
                copy[next++].CopyTo(values, 0);
            }
        }
    }

    /// <summary>Forgets the state of the optimizer, between two phases.</summary>
    public void Rest()
    {
        Input.Rest();
        foreach (Parameter parameter in Layers.SelectMany(layer => layer.Parameters))
        {
            parameter.Rest();
        }
    }
}
