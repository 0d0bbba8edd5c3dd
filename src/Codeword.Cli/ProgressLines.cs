using System.Globalization;
using Codeword.Training;

namespace Codeword.Cli;

/// <summary>Progress for a log: a line now and then.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider time) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();

    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_last) >= Pause)
            {
                _last = time.GetTimestamp();
                output.WriteLine($"{value.Stage} {Percent(value.Done)}, {Details(value)}, {Clock(value.Remaining)} left");
            }
        }
    }

    /// <summary>What a report says beside the share done and the time left.</summary>
    public static string Details(TrainingProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"repetition {value.Repetition}/{value.Repetitions}, epoch {value.Epoch}, loss {value.Loss:G4}, {value.ExamplesPerSecond:N0} examples/s");

    /// <summary>A time as minutes and seconds, with hours in front when there are any.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * share)}%");
}
