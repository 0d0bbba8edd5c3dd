namespace Codeword.Training.Checkpoints;

/// <summary>One fit of a training, and where it leaves its parts.</summary>
/// <param name="Name">As progress has it: <c>choose</c> or <c>train</c>.</param>
/// <param name="Folder">The checkpoint's files; null to leave nothing.</param>
internal sealed record TrainingStage(string Name, CheckpointFolder? Folder = null)
{
    /// <summary>A part of the fit that runs on its own.</summary>
    /// <param name="name">Unique within the stage: lower-case letters, digits and dashes.</param>
    public CheckpointPart Part(string name) => new(Folder, $"{Name}-{name}");
}
