using System.Text;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training.Checkpoints;

/// <summary>What a training does not go on from, and what it says then.</summary>
public sealed class RefusedCheckpointTests : IDisposable
{
    private static readonly CheckpointProblem Problem = new("mach weightFormat=Int8");
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _moments;

    public RefusedCheckpointTests() => _moments = Problem.TrainInMoments(_folder.Path).Moments;

    // In the middle of the second fit.
    private string Moment => _moments[^3];

    [Theory]
    [InlineData("ova", "the method mach where this one has ova")]
    [InlineData("mach weightFormat=Int8 epochs=4", "epochs 3 where this one has 4")]
    [InlineData("mach weightFormat=Int8 seed=4", "seed 3 where this one has 4")]
    [InlineData("mach weightFormat=Int8 text.wordNGrams=3", "text.wordNGrams 2 where this one has 3")]
    [InlineData("mach weightFormat=Int8 decoder=Hinge", "decoder not given where this one has Hinge")]
    public void ACheckpointOfOtherOptionsIsRefusedByName(string setting, string difference) =>
        AssertOther(difference, () => new CheckpointProblem(setting).Train(Open()));

    [Fact]
    public void ACheckpointOfOtherDataIsRefused()
    {
        AssertOther("other training data", () => Trainer.Train(Problem.Data(seed: 2), Problem.Options, checkpoint: Open()));
        AssertOther("other training data", () => new CheckpointProblem(Problem.Setting, "wide").Train(Open()));
        AssertOther("other validation data", () => (Problem with { HasValidation = true }).Train(Open()));
    }

    [Fact]
    public void ACheckpointOfAnotherCodebookIsRefused()
    {
        var given = new CheckpointProblem("ecoc codes=Given");
        using var folder = new TemporaryFolder();
        string moment = given.TrainInMoments(folder.Path).Moments[^1];
        TrainingData data = given.Data();

        string message = Assert.Throws<ArgumentException>(() => Trainer.Train(
            data with { Codes = NetworkProblem.Codes(data.Examples.Labels.Count + 1, 12).Take([.. Enumerable.Range(1, data.Examples.Labels.Count)]) },
            given.Options,
            checkpoint: new Checkpoint(moment, TimeProvider.System))).Message;

        Assert.StartsWith($"{moment} is the checkpoint of a training with other codebook; ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointOfAnotherVersionIsRefused()
    {
        string path = Path.Combine(Moment, "run.checkpoint");
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf("the version"u8) + "the version"u8.Length + 4;
        string own = Encoding.UTF8.GetString(bytes, at, 5);
        bytes[at] = (byte)'9';
        File.WriteAllBytes(path, SampleFile.Reseal(bytes));

        Assert.Matches(
            $@"^\S+ is the checkpoint of a training with the version 9{own[1..]}\S* where this one has {own}\S*; ",
            Assert.Throws<ArgumentException>(() => Problem.Train(Open())).Message);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("trial")]
    [InlineData("train-codebook")]
    [InlineData("train-0-0")]
    public void ADamagedFileIsRefusedWithWhatToDoAndNothingIsOverwritten(string name)
    {
        string path = Path.Combine(Moment, name + ".checkpoint");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        (string, string)[] before = Files();

        string message = Assert.Throws<InvalidDataException>(() => Problem.Train(Open(), threads: 2)).Message;

        Assert.Matches($@"^{path}: [^.]+SHA-256[^.]+; delete {(name == "run" ? "its folder to train anew" : "the file to do anew what it holds")}\.$", message);
        Assert.Equal(before, Files());
        File.Delete(path);
        Assert.Equal(Problem.Train(), Problem.Train(Open()));
    }

    [Fact]
    public void APartOfAnotherTrainingIsRefused()
    {
        using var folder = new TemporaryFolder();
        string other = new CheckpointProblem("mach weightFormat=Int8 seed=9").TrainInMoments(folder.Path).Moments[^1];
        File.Copy(Path.Combine(other, "train-0-0.checkpoint"), Path.Combine(Moment, "train-0-0.checkpoint"), overwrite: true);

        Assert.Equal(
            $"{Path.Combine(Moment, "train-0-0.checkpoint")}: found a part of another training; expected one of that which {Path.Combine(Moment, "run.checkpoint")} names. "
            + "Delete it to train that part anew.",
            Assert.Throws<InvalidDataException>(() => Problem.Train(Open())).Message);
    }

    [Theory]
    [InlineData("PART", 4, 4, "found 4 epochs, 0 of them to the best; expected 0 to 3, and no more to the best")]
    [InlineData("PART", 8, 9, "found 3 epochs, 9 of them to the best; expected 0 to 3, and no more to the best")]
    [InlineData("PART", 0, 2, "found 2 for the end of the part; expected 0 or 1")]
    public void NumbersThatMakeNoSenseAreRefused(string tag, int at, byte value, string problem)
    {
        string path = Forge("train-0-0", tag, bytes => bytes[at] = value);

        string message = Assert.Throws<InvalidDataException>(() => Problem.Train(Open())).Message;

        Assert.StartsWith($"{path}: section {tag}: byte ", message, StringComparison.Ordinal);
        Assert.EndsWith($": {problem}.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStateOfAnotherSizeIsRefused()
    {
        string path = Path.Combine(Moment, "train-0-0.checkpoint");
        foreach (int change in new[] { -4, 4 })
        {
            byte[] before = File.ReadAllBytes(path);
            File.WriteAllBytes(path, ModelBytes.Join(ModelBytes.Sections(before).Select(section => section.Tag == "STAT"
                ? (section.Tag, change < 0 ? section.Bytes[..^4] : [.. section.Bytes, .. new byte[4]])
                : section), "CKPT"));

            Assert.Matches(
                @"section STAT: byte \d+: "
                + (change < 0 ? @"found \d+ bytes; expected 8 values of type Single, 4 bytes each\.$" : @"found 4 more bytes; expected the section's end\.$"),
                Assert.Throws<InvalidDataException>(() => Problem.Train(Open())).Message);
            File.WriteAllBytes(path, before);
        }
    }

    [Fact]
    public void ACodebookOfAnotherSizeIsRefused()
    {
        using var folder = new TemporaryFolder();
        string other = new CheckpointProblem("mach repetitions=4").TrainInMoments(folder.Path).Moments[^1];
        byte[] codebook = ModelBytes.Sections(File.ReadAllBytes(Path.Combine(other, "train-codebook.checkpoint"))).Single(section => section.Tag == "CODE").Bytes;
        string path = Path.Combine(Moment, "train-codebook.checkpoint");
        File.WriteAllBytes(path, ModelBytes.Join(
            ModelBytes.Sections(File.ReadAllBytes(path)).Select(section => section.Tag == "CODE" ? (section.Tag, codebook) : section), "CKPT"));

        Assert.Equal(
            $"{path}: section CODE: found a codebook of another size; expected 3 columns of 8 buckets.",
            Assert.Throws<InvalidDataException>(() => Problem.Train(Open())).Message);
    }

    [Fact]
    public void EpochsOfAnotherNumberOfPartsAreRefused()
    {
        string path = Forge("trial", "TRIA", bytes => bytes[8] = 99);

        Assert.Equal(
            $"{path}: section TRIA: byte 20: found 3 parts of up to 99 epochs; expected 3 of 0 to 3.",
            Assert.Throws<InvalidDataException>(() => Problem.Train(Open())).Message);
    }

    public void Dispose() => _folder.Dispose();

    private Checkpoint Open() => new(Moment, TimeProvider.System) { Interval = TimeSpan.Zero };

    private (string, string)[] Files() => [.. Directory.GetFiles(Moment).Order().Select(file => (file, Convert.ToHexString(File.ReadAllBytes(file))))];

    private string Forge(string name, string tag, Action<byte[]> change)
    {
        string path = Path.Combine(Moment, name + ".checkpoint");
        File.WriteAllBytes(path, ModelBytes.Join(ModelBytes.Sections(File.ReadAllBytes(path)).Select(section =>
        {
            if (section.Tag == tag)
            {
                change(section.Bytes);
            }

            return section;
        }), "CKPT"));
        return path;
    }

    private void AssertOther(string difference, Action train)
    {
        (string, string)[] before = Files();
        Assert.Equal(
            $"{Moment} is the checkpoint of a training with {difference}; expected one with the same data, options and version of Codeword.",
            Assert.Throws<ArgumentException>(train).Message);
        Assert.Equal(before, Files());
    }
}
