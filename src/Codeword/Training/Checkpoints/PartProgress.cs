namespace Codeword.Training.Checkpoints;

/// <summary>How far a part of a training is.</summary>
/// <param name="Epochs">Epochs done; of a part that is done, those its weights took.</param>
/// <param name="BestEpochs">Epochs of the best weights so far; 0 where none are kept.</param>
/// <param name="Best">Their loss or accuracy on held-out rows.</param>
internal readonly record struct PartProgress(int Epochs, int BestEpochs = 0, double Best = 0);
