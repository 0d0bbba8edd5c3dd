using Codeword.Models;
using Codeword.Training.Solvers;

namespace Codeword.Training.Checkpoints;

/// <summary>A block of heads as a checkpoint has it: the solver's state and the best weights so far, or the weights it ended in.</summary>
internal sealed class BlockState(CheckpointPart part, HeadSolver solver, EarlyStopping? stopping)
{
    private IEnumerable<Memory<float>> State => solver.State.Concat(stopping?.State ?? []);

    /// <summary>Goes on where an earlier training was; returns after how many epochs that is, 0 without one.</summary>
    /// <param name="most">The most epochs it can have run.</param>
    /// <exception cref="InvalidDataException">What it left is damaged.</exception>
    public int Resume(int most)
    {
        using PartFile? saved = part.Open(most);
        if (saved is null)
        {
            return 0;
        }

        saved.Fill(State);
        saved.ExpectEnd();
        stopping?.Resume(saved.Progress);
        return saved.Progress.Epochs;
    }

    /// <summary>Keeps the state after an epoch, when a write is due.</summary>
    public void Keep(int epochs) => part.Keep(stopping?.Progress(epochs) ?? new PartProgress(epochs), State);

    /// <summary>Some columns of a matrix, row after row: where a block's weights end.</summary>
    public static IEnumerable<Memory<float>> ColumnsOf(WeightMatrix weights, int first, int count) =>
        from block in weights.Blocks
        from row in Enumerable.Range(0, block.Length / weights.Columns)
        select block.AsMemory((row * weights.Columns) + first, count);
}
