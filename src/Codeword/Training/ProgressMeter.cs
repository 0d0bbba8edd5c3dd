using System.Diagnostics;

namespace Codeword.Training;

/// <summary>Counts visits of examples by all threads and reports how far training is.</summary>
internal sealed class ProgressMeter(IProgress<TrainingProgress>? progress, double totalWork)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private double _visits;
    private double _work;

    /// <summary>Adds work done and reports it.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="work">Visits of examples, weighted by the share of all outputs they were for.</param>
    /// <param name="skipped">Work that early stopping saved.</param>
    /// <param name="repetition">1-based repetition.</param>
    /// <param name="repetitions">R.</param>
    /// <param name="epoch">1-based epoch.</param>
    /// <param name="loss">Mean loss.</param>
    public void Report(string stage, double work, double skipped, int repetition, int repetitions, int epoch, double loss)
    {
        lock (_lock)
        {
            _visits += work;
            _work += work + skipped;
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            double done = Math.Min(1, _work / totalWork);
            TimeSpan remaining = done > 0 ? elapsed * ((1 - done) / done) : TimeSpan.Zero;
            progress?.Report(new TrainingProgress(
                stage, done, repetition, repetitions, epoch, loss, _visits / Math.Max(1e-9, elapsed.TotalSeconds), elapsed, remaining));
        }
    }
}
