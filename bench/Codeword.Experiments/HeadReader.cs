using Codeword.Data;
using Codeword.Models;

namespace Codeword.Experiments;

/// <summary>Runs heads alone.</summary>
internal sealed class HeadReader(Heads heads)
{
    public const int MostFeatures = 4096;
    private readonly int[] _indices = new int[MostFeatures];
    private readonly float[] _values = new float[MostFeatures];

    public float[] Outputs(Features features)
    {
        float[] outputs = new float[heads.Outputs];
        int count = heads.Transform.Apply(features, _indices, _values);
        heads.Forward(_indices.AsSpan(0, count), _values.AsSpan(0, count), outputs, new float[heads.ScratchLength]);
        return outputs;
    }
}
