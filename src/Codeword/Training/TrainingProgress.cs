namespace Codeword.Training;

/// <summary>How far training is. Reported from the threads that train, one report an epoch of a block of heads.</summary>
/// <param name="Stage">What is being done: <c>choose</c> (on the held-out part) or <c>train</c> (the model itself).</param>
/// <param name="Done">Work done of the whole training, 0 to 1.</param>
/// <param name="Repetition">1-based repetition the report is about.</param>
/// <param name="Repetitions">R.</param>
/// <param name="Epoch">1-based epoch just ended.</param>
/// <param name="Loss">Mean loss an example in that epoch, over the buckets of the block.</param>
/// <param name="ExamplesPerSecond">Examples visited a second by all threads, each visit of a block counted by its share of the outputs.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="Remaining">Time left at this rate.</param>
public sealed record TrainingProgress(
    string Stage,
    double Done,
    int Repetition,
    int Repetitions,
    int Epoch,
    double Loss,
    double ExamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining);
