using System.Diagnostics;

namespace Codeword.Training;

/// <summary>Counts visits of examples by all threads and reports how far training is.</summary>
internal sealed class ProgressMeter(IProgress<TrainingProgress>? progress, double totalWork)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private double _visits;
    private double _work;
    private double _resumed;

    /// <summary>Share of the work that was found done, 0 to 1.</summary>
    public double Resumed => Math.Min(1, _resumed / totalWork);

    /// <summary>Counts work that was found done, early stopping's savings included.</summary>
    public void Resume(double work)
    {
        lock (_lock)
        {
            _work += work;
            _resumed += work;
        }
    }

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
            double own = done - Resumed;
            TimeSpan remaining = own > 0 ? elapsed * ((1 - done) / own) : TimeSpan.Zero;
            progress?.Report(new TrainingProgress(
                stage, done, repetition, repetitions, epoch, loss, _visits / Math.Max(1e-9, elapsed.TotalSeconds), elapsed, remaining));
        }
    }
}
