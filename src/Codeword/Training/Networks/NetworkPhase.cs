namespace Codeword.Training.Networks;

/// <summary>One stretch of training with a loss and a schedule of its own.</summary>
/// <param name="Name">For progress.</param>
/// <param name="Part">Names the phase's random choices.</param>
/// <param name="Epochs">E of the cosine schedule.</param>
/// <param name="Stop">Epochs to run, E or fewer.</param>
/// <param name="First">The first step's rates.</param>
/// <param name="ClassRate">First learning rate of the loss's own weights.</param>
internal sealed record NetworkPhase(string Name, ulong Part, int Epochs, int Stop, StepSize First, float ClassRate)
{
    /// <summary>1-based place among the networks that are trained one after the other, for progress.</summary>
    public int Repetition { get; init; } = 1;

    /// <summary>How many these are.</summary>
    public int Repetitions { get; init; } = 1;

    /// <summary>What a checkpoint calls it.</summary>
    public string PartName => Repetitions == 1 ? $"phase-{Part}" : $"phase-{Part}-{Repetition}";
}
