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
                output.WriteLine(Describe(value));
            }
        }
    }

    /// <summary>A report in less than 80 columns, a small bar included.</summary>
    public static string Describe(TrainingProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Stage} {Math.Floor(100 * value.Done)}%, epoch {value.Epoch}, loss {value.Loss:G3}, {value.ExamplesPerSecond:N0} examples/s, {Clock(value.Remaining)} left");

    // Minutes and seconds, with hours in front when there are any.
    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
