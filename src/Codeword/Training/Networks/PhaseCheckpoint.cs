using Codeword.Training.Checkpoints;

namespace Codeword.Training.Networks;

/// <summary>A phase of a network as a checkpoint has it: network, loss and optimizer, and the best epoch so far.</summary>
internal sealed class PhaseCheckpoint(CheckpointPart part, Network network, NetworkLoss loss)
{
    private IEnumerable<Memory<float>> State => network.State.Concat(loss.State).Select(values => values.AsMemory());

    /// <summary>Goes on where an earlier training was.</summary>
    /// <param name="most">The most epochs the phase can have run.</param>
    /// <returns>Whether the phase is done; how far it is; and the best epoch so far, if one was kept.</returns>
    public (bool IsDone, PartProgress Progress, PhaseBest? Best) Resume(int most)
    {
        using PartFile? saved = part.Open(most);
        if (saved is null)
        {
            return default;
        }

        saved.Fill(State);
        PartProgress progress = saved.Progress;
        PhaseBest? best = progress.BestEpochs == 0 ? null : new PhaseBest(progress.BestEpochs, progress.Best, network.Save(), loss.Save());
        saved.Fill(ValuesOf(best));
        saved.ExpectEnd();
        return (saved.IsDone, progress, best);
    }

    /// <summary>Keeps the state after an epoch, when a write is due.</summary>
    public void Keep(int epochs, PhaseBest? best) =>
        part.Keep(new PartProgress(epochs, best?.Epoch ?? 0, best?.Accuracy ?? 0), State.Concat(ValuesOf(best)));

    /// <summary>Keeps the state that the phase ended in, before the next phase changes it.</summary>
    public void End(int epochs, double accuracy) => part.EndNow(new PartProgress(epochs, 0, accuracy), State);

    private static IEnumerable<Memory<float>> ValuesOf(PhaseBest? best) =>
        best is null ? [] : best.Network.Append(best.Loss).Select(values => values.AsMemory());
}
