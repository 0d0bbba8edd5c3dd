using Codeword.Data;
using Codeword.Models;

namespace Codeword.Experiments;

/// <summary>Runs a model's heads alone.</summary>
internal sealed class HeadReader(Model model)
{
    public const int MostFeatures = 4096;
    private readonly int[] _indices = new int[MostFeatures];
    private readonly float[] _values = new float[MostFeatures];

    public float[] Outputs(Features features)
    {
        float[] outputs = new float[model.Heads.Outputs];
        int count = model.Heads.Transform.Apply(features, _indices, _values);
        model.Heads.Forward(_indices.AsSpan(0, count), _values.AsSpan(0, count), outputs, new float[model.Heads.ScratchLength]);
        return outputs;
    }
}
