using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>A network's first linear map, from examples to a batch of vectors. The bias is the constant feature of the input.</summary>
internal abstract class InputMap
{
    /// <summary>How wide its outputs are.</summary>
    public abstract int Width { get; }

    /// <summary>Maps a batch.</summary>
    public abstract Matrix Forward(in Batch batch, in Pass pass);

    /// <summary>Takes the gradient by the outputs of the batch mapped last.</summary>
    public abstract void Backward(in Batch batch, Matrix gradient, in Pass pass);

    /// <summary>Takes one step down the gradient.</summary>
    public abstract void Step(in StepSize step);

    /// <summary>The weights as they are applied to raw features: (features + bias) × width.</summary>
    public abstract void CopyWeights(Models.WeightMatrix weights);

    /// <summary>A copy of all that is learnt, in the memory of an earlier one where there is one.</summary>
    public abstract float[] Save(float[]? into = null);

    /// <summary>Puts a copy back.</summary>
    public abstract void Restore(float[] copy);

    /// <summary>Forgets the state of its optimizer.</summary>
    public abstract void Rest();
}

/// <summary>How a network is run over a batch.</summary>
/// <param name="IsTraining">Whether inputs drop out and batch statistics are taken.</param>
/// <param name="Seed">Names what drops out.</param>
/// <param name="Parallel">The threads.</param>
internal readonly record struct Pass(bool IsTraining, ulong Seed, ParallelOptions Parallel)
{
    /// <summary>Runs an action over ranges of rows, whole cache lines of work each, on all threads.</summary>
    public void ForRows(int rows, int size, Action<int, int> action)
    {
        int tasks = (rows + size - 1) / size;
        if (Parallel.MaxDegreeOfParallelism == 1 || tasks <= 1)
        {
            action(0, rows);
            return;
        }

        System.Threading.Tasks.Parallel.For(0, tasks, Parallel, task => action(task * size, Math.Min(rows, (task + 1) * size)));
    }
}
