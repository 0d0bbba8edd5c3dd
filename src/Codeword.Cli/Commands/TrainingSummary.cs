using System.Diagnostics;
using System.Security.Cryptography;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary>What <c>train</c> prints in the end.</summary>
internal sealed class TrainingSummary(Classifier model, string path, TimeSpan reading, TimeSpan training, MemoryForecast forecast, Checkpoint checkpoint)
{
    public void Write(Session session, bool json)
    {
        if (json)
        {
            WriteJson(session.Output);
            return;
        }

        string mapped = forecast.ScratchBytes > 0 ? ", with what of the files was in memory" : "";
        TextTable table = TextTable.OfPairs()
            .Add("model", path)
            .Add("method", model.Info.Method)
            .Add("classes", Figures.Count(model.Labels.Count))
            .Add("decoder", model.Model.Decoder.ToString())
            .Add("probability", ProbabilityText.Of(model.Model) + WhyNoCurve);
        foreach ((string name, double value) in model.Info.Validation)
        {
            table.Add(Figures.ValidationName(name), Figures.Ratio(value));
        }

        table
            .Add("file", $"{MemoryForecast.Format(Bytes)} ({Figures.Count(Bytes, "byte")})")
            .Add("seconds", $"{Figures.Seconds(training)} to train, {Figures.Seconds(reading)} to read the data")
            .Add("checkpoint", CheckpointText)
            .Add("memory", $"{MemoryForecast.Format(PeakBytes)} at its peak{mapped}; {MemoryForecast.Format(forecast.Total)} as forecast")
            .Add("sha256", Sha256())
            .WriteTo(session);
    }

    // Where classes share a probability of 1, and nobody has asked for no curve.
    private string WhyNoCurve => model.Model is { Probabilities.IsSoftmax: true, Curve: null } && !model.Info.Options.ContainsKey("isotonic")
        ? $"; no curve, which is fitted to {Figures.Count(Calibration.RowsForCurve)} held-out rows or more (or by calibrate)" : "";

    private static long PeakBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    private string CheckpointText => (checkpoint.Resumed > 0 ? $"resumed at {Figures.Ratio(checkpoint.Resumed)} of the work; " : "")
        + (checkpoint.BytesWritten > 0 ? $"{MemoryForecast.Format(checkpoint.BytesWritten)} written" : "none written");

    private long Bytes => new FileInfo(OutputPath.Real(path)).Length;

    private void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        json.WriteString("model", path);
        json.WriteString("method", model.Info.Method);
        json.WriteNumber("classes", model.Labels.Count);
        json.WriteNumber("rows", model.Info.TrainingRows);
        json.WriteString("decoder", model.Model.Decoder.ToString());
        ProbabilityText.Write(json, model.Model);
        json.WriteNumbers("validation", model.Info.Validation);
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("trainingSeconds", training.TotalSeconds);
        json.WriteNumber("readingSeconds", reading.TotalSeconds);
        json.WriteNumber("resumedAt", checkpoint.Resumed);
        json.WriteNumber("checkpointBytes", checkpoint.BytesWritten);
        json.WriteNumber("peakMemoryBytes", PeakBytes);
        json.WriteNumber("forecastMemoryBytes", forecast.Total);
        json.WriteString("sha256", Sha256());
    });

    private string Sha256()
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
