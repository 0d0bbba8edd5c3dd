namespace Codeword.Training.Networks;

/// <summary>The epoch of a phase that was best on held-out rows.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Accuracy">On held-out rows.</param>
/// <param name="Network">A copy of the network after it.</param>
/// <param name="Loss">A copy of the loss's own weights.</param>
internal sealed record PhaseBest(int Epoch, double Accuracy, float[][] Network, float[] Loss);
