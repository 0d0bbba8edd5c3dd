using Codeword.Tests.Cli;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training.Checkpoints;

/// <summary>Whenever a training ends, another one goes on to the same bytes.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int MostMoments = 9;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, bool> Trainings => new()
    {
        { "mach", "text", false },
        { "mach clusteredShare=1 weightFormat=Sparse", "sparse", false },
        { "mach clusteredShare=0 digits=Hashed weightFormat=Int8 refit=false", "sparse", false },
        { "mach loss=Logistic inputBuckets=64 patience=1 epochs=5 schedule=Cosine", "several", false },
        { "mach loss=Softmax patience=1 epochs=6", "sparse", true },
        { "mach loss=Softmax learningRate=8 patience=2 epochs=6", "sparse", false },
        { "mach validationShare=0", "sparse", false },
        { "mach isotonic=true weightFormat=Int8", "sparse", false },
        { "ova", "wide", false },
        { "ova loss=Logistic classWeightPower=0.5 epochs=2", "wide", false },
        { "ova loss=Softmax epochs=4 patience=1", "sparse", false },
        { "llc", "text", false },
        { "llc inputDropout=0.2 repairClashes=false", "sparse", true },
        { "llc warmStart=Svd estimator=Tanh", "sparse", false },
        { "llc warmStart=Cca hiddenLayers=2 batchNorm=true batchNormBits=true", "dense", false },
        { "llc encoder=Linear refit=false", "sparse", false },
        { "llc warmStart=Given validationShare=0", "dense", false },
        { "ecoc", "sparse", false },
        { "ecoc codes=Svd encoder=EmbeddingBag", "sparse", false },
        { "ecoc codes=Cca hiddenLayers=2 batchNorm=true", "dense", false },
        { "ecoc codes=Given encoder=Linear", "sparse", false },
        { "mach inputBuckets=64", "stored", false },
        { "llc", "stored", false },
        { "mach-network", "sparse", false },
        { "mach-network sharedEncoder=false inputBuckets=64 loss=Logistic weightFormat=Int8", "several", false },
        { "mach-network encoder=Mlp hiddenLayers=2 batchNorm=true clusteredShare=1", "dense", true },
        { "hash", "sparse", false },
        { "hash loss=GreedyHash inputDropout=0.2", "sparse", true },
        { "hash loss=HashNet hiddenLayers=2 batchNorm=true", "dense", false },
        { "softmax", "sparse", false },
        { "softmax bottleneck=6", "dense", false },
        { "softmax hiddenLayers=2 batchNorm=true", "dense", true },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void WhateverMomentATrainingEndsAtTheNextOneComesToTheSameBytes(string setting, string kind, bool hasValidation)
    {
        var problem = new CheckpointProblem(setting, kind, hasValidation);
        byte[] whole = problem.Train();

        (byte[] kept, List<string> moments) = problem.TrainInMoments(_folder.Path);

        Assert.Equal(whole, kept);
        Assert.InRange(moments.Count, 4, 100);
        double last = -1;
        foreach (int i in Enumerable.Range(0, MostMoments).Select(i => i * (moments.Count - 1) / (MostMoments - 1)).Distinct())
        {
            List<TrainingProgress> reports = [];
            var checkpoint = new Checkpoint(moments[i], TimeProvider.System) { Interval = i % 2 == 0 ? TimeSpan.Zero : TimeSpan.FromHours(1) };

            Assert.Equal(whole, problem.Train(checkpoint, threads: 1 + (i % 3), new CheckpointProblem.Reports(reports.Add)));

            Assert.InRange(checkpoint.Resumed, last, 1);
            last = checkpoint.Resumed;
            Assert.Equal(reports.OrderBy(report => report.Done), reports);
            Assert.All(reports, report => Assert.InRange(report.Remaining, TimeSpan.Zero, TimeSpan.FromHours(1)));
            Assert.Equal(1, reports.Count == 0 ? last : reports[^1].Done, 1e-9);
        }

        Assert.Equal(1, last, 1e-9);
    }

    [Theory]
    [InlineData("mach loss=Logistic epochs=6", 5)]
    [InlineData("ova loss=Softmax epochs=8 patience=8", 2)]
    [InlineData("llc", 2)]
    [InlineData("ecoc codes=Svd", 2)]
    [InlineData("softmax epochs=8", 2)]
    public void ATrainingThatIsCancelledAgainAndAgainComesToItsEnd(string setting, int reportsEach)
    {
        var problem = new CheckpointProblem(setting);
        byte[] whole = problem.Train();
        int attempts = 0;
        byte[]? model = null;
        while (model is null)
        {
            attempts++;
            using var cancellation = new CancellationTokenSource();
            int left = reportsEach;
            var checkpoint = new Checkpoint(_folder.File("own"), TimeProvider.System) { Interval = TimeSpan.Zero };
            try
            {
                model = problem.Train(checkpoint, 1 + (attempts % 2), new CheckpointProblem.Reports(_ => CancelAt(--left, cancellation)), cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(checkpoint.Exists);
                Assert.InRange(attempts, 1, 100);
            }
        }

        Assert.Equal(whole, model);
        Assert.InRange(attempts, 3, 100);
    }

    [Fact]
    public void NothingIsWrittenBeforeItIsDue()
    {
        foreach (string setting in new[] { "mach", "ova loss=Softmax" })
        {
            var checkpoint = new Checkpoint(_folder.File("own"), new HandClock());
            new CheckpointProblem(setting).Train(checkpoint);
            Assert.Equal((false, 0), (Directory.Exists(checkpoint.Folder), checkpoint.BytesWritten));
        }

        var never = new Checkpoint(_folder.File("own"), TimeProvider.System) { Interval = Timeout.InfiniteTimeSpan };
        new CheckpointProblem("llc").Train(never);
        Assert.Equal((false, 0), (Directory.Exists(never.Folder), never.BytesWritten));
    }

    [Fact]
    public void APartIsWrittenAgainWhenTheIntervalHasPassed()
    {
        // One block of 12 epochs; each takes a second, a write is due after four.
        var clock = new HandClock();
        var checkpoint = new Checkpoint(_folder.File("own"), clock) { Interval = TimeSpan.FromSeconds(4) };
        List<long> written = [];
        new CheckpointProblem("ova loss=Softmax epochs=12 patience=12 validationShare=0").Train(checkpoint, progress: new CheckpointProblem.Reports(_ =>
        {
            written.Add(checkpoint.BytesWritten);
            clock.Now += 1000;
        }));

        Assert.Equal([4, 8], Enumerable.Range(1, 11).Where(epoch => written[epoch] > written[epoch - 1]));
        Assert.True(checkpoint.BytesWritten > written[^1]);
    }

    [Fact]
    public void ABlockIsWrittenInWorkOnlyWhenItAloneHasTakenTheInterval()
    {
        // Three blocks of 3 epochs of a second: what has ended is due after 4 and 8 seconds, but no block is at work for as long.
        var clock = new HandClock();
        var checkpoint = new Checkpoint(_folder.File("own"), clock) { Interval = TimeSpan.FromSeconds(4) };
        List<string> seen = [];
        new CheckpointProblem("ova loss=Logistic validationShare=0", "wide").Train(checkpoint, progress: new CheckpointProblem.Reports(_ =>
        {
            string[] files = Directory.Exists(checkpoint.Folder) ? Directory.GetFiles(checkpoint.Folder, "train-*") : [];
            seen.Add(string.Join(' ', files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)));
            clock.Now += 1000;
        }));

        Assert.Equal(["", "", "", "", "train-0-0", "train-0-0", "train-0-0", "train-0-0", "train-0-0 train-0-256"], seen);
    }

    [Fact]
    public void WithoutResumingTheOldCheckpointStaysUntilTheFirstWriteAndGoesThen()
    {
        var other = new CheckpointProblem("mach seed=8");
        other.TrainInMoments(_folder.Path);
        string folder = _folder.File("own");
        string[] before = [.. Directory.GetFiles(folder).Order()];
        var problem = new CheckpointProblem("ova loss=Softmax");
        byte[] whole = problem.Train();

        Assert.Equal(whole, problem.Train(new Checkpoint(folder, new HandClock()) { Resumes = false }));
        Assert.Equal(before, Directory.GetFiles(folder).Order());

        Assert.Equal(whole, problem.Train(new Checkpoint(folder, TimeProvider.System) { Resumes = false, Interval = TimeSpan.Zero }));
        Assert.Equal(["run.checkpoint", "train-0-0.checkpoint", "trial.checkpoint"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(whole, problem.Train(new Checkpoint(folder, TimeProvider.System)));
    }

    [Fact]
    public void DeletingTakesNothingButTheCheckpointsOwnFiles()
    {
        var problem = new CheckpointProblem("mach");
        problem.TrainInMoments(_folder.Path);
        string folder = _folder.File("own");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(folder, "train-0-0.checkpoint.tmp-77-0"), "left by a kill");
        var checkpoint = new Checkpoint(folder, TimeProvider.System);
        Assert.True(checkpoint.Exists);

        checkpoint.Delete();

        Assert.False(checkpoint.Exists);
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        File.Delete(Path.Combine(folder, "notes.txt"));
        checkpoint.Delete();
        Assert.False(Directory.Exists(folder));
        checkpoint.Delete();
    }

    [Fact]
    public void FilesThatAreOfNoCheckpointStay()
    {
        Directory.CreateDirectory(_folder.File("own"));
        File.WriteAllText(_folder.File("own/mine.checkpoint"), "mine");
        new Checkpoint(_folder.File("own"), TimeProvider.System).Delete();
        Assert.True(File.Exists(_folder.File("own/mine.checkpoint")));
    }

    // Killed while the first file was written, or while the checkpoint was being deleted.
    [Theory]
    [InlineData("run.checkpoint.tmp-77-0")]
    [InlineData("run.checkpoint.tmp-deleted", "train-0-0.checkpoint", "train-0-1.checkpoint.tmp-77-0")]
    public void WhatAKillLeavesOfACheckpointIsDeleted(params string[] names)
    {
        string folder = _folder.File("own");
        Directory.CreateDirectory(folder);
        Array.ForEach(names, name => File.WriteAllText(Path.Combine(folder, name), "left by a kill"));
        var checkpoint = new Checkpoint(folder, TimeProvider.System);
        Assert.False(checkpoint.Exists);

        checkpoint.Delete();

        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("mach")]
    [InlineData("llc")]
    public void GoingOnWithoutWritingKeepsWhatIsThere(string setting)
    {
        var problem = new CheckpointProblem(setting);
        (byte[] whole, List<string> moments) = problem.TrainInMoments(_folder.Path);
        string moment = moments[moments.Count / 4];
        string[] before = [.. Directory.GetFiles(moment).Order(StringComparer.Ordinal)];

        Assert.Equal(whole, problem.Train(new Checkpoint(moment, TimeProvider.System) { Interval = Timeout.InfiniteTimeSpan }));
        Assert.Equal(before, Directory.GetFiles(moment).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatAKillLeftHalfWrittenIsClearedAway()
    {
        var problem = new CheckpointProblem("mach");
        (byte[] whole, List<string> moments) = problem.TrainInMoments(_folder.Path);
        string half = Path.Combine(moments[3], "train-0-0.checkpoint.tmp-77-0");
        File.WriteAllText(half, "half");

        Assert.Equal(whole, problem.Train(new Checkpoint(moments[3], TimeProvider.System)));
        Assert.False(File.Exists(half));
    }

    [Fact]
    public void AnIntervalIsNotNegative() => Assert.StartsWith(
        "Interval is 0 or more, or infinite.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Checkpoint("folder", TimeProvider.System) { Interval = TimeSpan.FromSeconds(-2) }).Message,
        StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static void CancelAt(int left, CancellationTokenSource cancellation)
    {
        if (left == 0)
        {
            cancellation.Cancel();
        }
    }
}
