using Codeword.Data;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training.Checkpoints;

/// <summary>A small training of any method, run whole, and run so that every moment at which it could end is kept.</summary>
/// <param name="Setting">A method and its settings, as <c>llc warmStart=Svd</c>.</param>
/// <param name="Kind">The data: <c>text</c>, <c>sparse</c>, <c>stored</c> in a file, <c>dense</c>, <c>several</c> labels, or <c>wide</c> for 600 classes.</param>
/// <param name="HasValidation">Whether validation data is given.</param>
internal sealed record CheckpointProblem(string Setting, string Kind = "sparse", bool HasValidation = false)
{
    private static readonly string[] Linear = ["epochs=3", "seed=3"];
    private static readonly string[] Mach = ["repetitions=3", "buckets=8"];
    private static readonly string[] Network = ["width=16", "batchSize=32", "dropout=0.1"];
    private static readonly string[] Codes = ["bits=12", "codebookEpochs=3", "bitEpochs=3"];

    public TrainingOptions Options
    {
        get
        {
            string[] parts = Setting.Split(' ');
            string[] values = parts[0] switch
            {
                "mach" => [.. Linear, .. Mach],
                "ova" => Linear,
                "softmax" => [.. Linear, .. Network],
                "hash" => [.. Linear, .. Network, "bits=12"],
                "mach-network" => [.. Linear, .. Mach, .. Network],
                _ => [.. Network, .. Codes],
            };
            return TrainingMethod.Find(parts[0]).CreateOptions(
                values.Concat(parts[1..]).Select(value => KeyValuePair.Create(value.Split('=')[0], value.Split('=')[1])));
        }
    }

    /// <summary>The training data; another draw of it for another seed.</summary>
    public TrainingData Data(ulong seed = 1)
    {
        var data = TrainingData.Read(Source(seed), Options.Text);
        return Setting.Contains("=Given", StringComparison.Ordinal) ? data with { Codes = NetworkProblem.Codes(data.Examples.Labels.Count, 12) } : data;
    }

    /// <summary>Trains, and gives the model's bytes.</summary>
    public byte[] Train(
        Checkpoint? checkpoint = null, int threads = 1, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using TemporaryFolder? folder = Kind == "stored" ? new() : null;
        using ExampleStore? store = folder is null ? null : Store(folder.File("data.examples"));
        TrainingData data = store is null ? Data() : TrainingData.Of(store);
        ExampleSet? validation = HasValidation ? data.ReadValidation(Source(2)) : null;
        return SampleModel.Save(Trainer.Train(data, Options with { Threads = threads }, progress, validation, checkpoint, cancellation).Model);
    }

    /// <summary>Trains and copies the checkpoint, as it is on the disk, at every report and in the end: where a kill could have left it.</summary>
    public (byte[] Model, List<string> Moments) TrainInMoments(string folder)
    {
        List<string> moments = [];
        var checkpoint = new Checkpoint(Path.Combine(folder, "own"), TimeProvider.System) { Interval = TimeSpan.Zero };
        void Take()
        {
            string moment = Directory.CreateDirectory(Path.Combine(folder, $"moment-{moments.Count}")).FullName;
            foreach (string file in Directory.Exists(checkpoint.Folder) ? Directory.GetFiles(checkpoint.Folder) : [])
            {
                File.Copy(file, Path.Combine(moment, Path.GetFileName(file)));
            }

            moments.Add(moment);
        }

        byte[] model = Train(checkpoint, progress: new Reports(_ => Take()));
        Take();
        return (model, moments);
    }

    private ExampleStore Store(string path)
    {
        ExampleStore.Write(Source(1), Options.Text, path);
        return ExampleStore.Open(path);
    }

    private ExampleSource Source(ulong seed) => Kind switch
    {
        "dense" => DenseProblem.Source(150, seed),
        "wide" => Synthetic.Source(text: false, multiLabel: false, 700, seed, classes: 600),
        _ => Synthetic.Source(Kind == "text", Kind == "several", 150, seed),
    };

    /// <summary>Hands every report on at once, on the thread that makes it.</summary>
    internal sealed class Reports(Action<TrainingProgress> then) : IProgress<TrainingProgress>
    {
        private readonly Lock _lock = new();

        public void Report(TrainingProgress value)
        {
            lock (_lock)
            {
                then(value);
            }
        }
    }
}
