using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Trains a <see cref="Classifier"/>; the options' type selects the method.</summary>
public static class Trainer
{
    private const ulong SplitPart = 4;

    // As many held-out examples as any choice can use; more would only be missing from what is trained on.
    private const int MostHeld = 100_000;
    private const int MostShuffled = 1 << 20;

    /// <summary>
    /// Trains on examples. A share of them is held out first, to choose the decoder, the epochs and the probabilities' scale by; then, unless the
    /// options say otherwise, the model is trained once more on all of them.
    /// </summary>
    /// <param name="source">The examples; read once for features, twice for text.</param>
    /// <param name="options">The method's record, as <see cref="MachOptions"/> or <see cref="LlcOptions"/>.</param>
    /// <param name="progress">Told after each epoch of each block of heads, from the training threads.</param>
    /// <param name="validation">Examples to choose by in place of a held-out share; the model is then trained on all of the source, once.</param>
    /// <param name="checkpoint">Where training leaves what it has done, to go on there when it is interrupted; null to leave nothing.</param>
    /// <param name="cancellation">Ends training between epochs.</param>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="ArgumentException">The data and the options do not go together, or the checkpoint is of another training.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written.</exception>
    /// <exception cref="InsufficientMemoryException">Training would take more memory than it may have.</exception>
    /// <exception cref="NotFiniteNumberException">The loss of a network became infinite or no number: the learning rates are too high.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static Classifier Train(
        ExampleSource source, TrainingOptions options, IProgress<TrainingProgress>? progress = null, ExampleSource? validation = null,
        Checkpoint? checkpoint = null, CancellationToken cancellation = default)
    {
        var data = TrainingData.Read(source, options.Text);
        return Train(data, options, progress, validation is null ? null : data.ReadValidation(validation), checkpoint, cancellation);
    }

    /// <summary>Trains on examples in memory, which may serve any number of trainings.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="options">The method's record, as <see cref="MachOptions"/> or <see cref="LlcOptions"/>; how text becomes features was decided
    /// when the data was read.</param>
    /// <param name="progress">Told after each epoch of each block of heads, from the training threads.</param>
    /// <param name="validation">Examples to choose by in place of a held-out share, from <see cref="TrainingData.ReadValidation"/>; the model is then
    /// trained on all of the data, once.</param>
    /// <param name="checkpoint">Where training leaves what it has done, to go on there when it is interrupted; null to leave nothing.</param>
    /// <param name="cancellation">Ends training between epochs.</param>
    /// <exception cref="ArgumentException">The data and the options do not go together, or the checkpoint is of another training.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written.</exception>
    /// <exception cref="InsufficientMemoryException">Training would take more memory than it may have.</exception>
    /// <exception cref="NotFiniteNumberException">The loss of a network became infinite or no number: the learning rates are too high.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static Classifier Train(
        TrainingData data, TrainingOptions options, IProgress<TrainingProgress>? progress = null, ExampleSet? validation = null,
        Checkpoint? checkpoint = null, CancellationToken cancellation = default)
    {
        var run = new TrainingRun(options, data.Codes, progress, cancellation, checkpoint);
        return run.Train(data.Examples, validation, data.Featurizer, data.Format);
    }

    /// <summary>Forecasts the memory that training on a source would take; reads the source to know its size.</summary>
    public static MemoryForecast Forecast(ExampleSource source, TrainingOptions options) =>
        TrainingData.Read(source, options.Text).Forecast(options);

    /// <summary>Cuts examples into a training and a held-out part by a seeded shuffle.</summary>
    internal static (ExampleSet Training, ExampleSet Held) Split(ExampleSet examples, double share, ulong seed)
    {
        int held = HeldOf(examples.Count, share);
        int[] rows = Draw(examples.Count, held, SplitMix64.ForPart(seed, SplitPart));
        Array.Sort(rows);
        return (examples.Except(rows), examples.Subset(rows));
    }

    /// <summary>How many of so many examples a share of them is, when it is held out.</summary>
    internal static int HeldOf(int examples, double share) => (int)Math.Min(MostHeld, examples * share);

    // Distinct rows at random: the first of a shuffle. Where there are very many, a shuffle from the front that remembers only the rows it has moved.
    private static int[] Draw(int count, int drawn, SplitMix64 random)
    {
        if (count <= MostShuffled)
        {
            int[] all = [.. Enumerable.Range(0, count)];
            random.Shuffle<int>(all);
            return all[..drawn];
        }

        Dictionary<int, int> moved = [];
        int[] rows = new int[drawn];
        for (int i = 0; i < drawn; i++)
        {
            int other = i + random.NextIndex(count - i);
            rows[i] = moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(i, i);
        }

        return rows;
    }
}
