using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>A code for each class from what a network gives its rows.</summary>
internal static class ClassCenters
{
    /// <summary>K × k numbers −1 and +1: the sign of the sum, and so of the mean, of the outputs of a class's rows.</summary>
    public static Matrix Signs(NetworkTrainer trainer, Network network, LabelledRows rows, int classes)
    {
        var centers = new Matrix(classes, network.Width);
        trainer.ForBatches(network, rows, (start, outputs) =>
        {
            for (int row = 0; row < outputs.Rows; row++)
            {
                Span<float> center = centers.Row(rows.Classes[start + row]);
                TensorPrimitives.Add(center, outputs.Row(row), center);
            }
        });
        foreach (ref float value in centers.Span)
        {
            value = Bit.Sign(value);
        }

        return centers;
    }
}
