using Codeword.Data;
using Codeword.Decoding;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class StoredTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static IEnumerable<object[]> Methods =>
    [
        [new MachOptions { Repetitions = 4, Buckets = 8, Epochs = 3 }],
        [new MachOptions { Repetitions = 4, Buckets = 8, Epochs = 3, Loss = HeadLoss.Softmax, ClassWeightPower = 0.5f }],
        [new MachOptions { Repetitions = 4, Buckets = 8, Epochs = 3, Loss = HeadLoss.Logistic, InputBuckets = 32 }],
        [new MachOptions { Repetitions = 4, Buckets = 8, Epochs = 3, InputBuckets = 32, Refit = false }],
        [new OneVsAllOptions { Epochs = 3 }],
        [new LlcOptions { Bits = 8, Width = 16, CodebookEpochs = 2, BitEpochs = 2 }],
        [new EcocOptions { Bits = 8, Width = 16, CodebookEpochs = 1, BitEpochs = 2 }],
        [new SoftmaxOptions { Width = 16, Epochs = 2 }],
        [new MachNetworkOptions { Repetitions = 4, Buckets = 8, Width = 16, Epochs = 2 }],
        [new MachNetworkOptions { Repetitions = 3, Buckets = 8, Width = 16, Epochs = 2, SharedEncoder = false, InputBuckets = 32, Loss = HeadLoss.Logistic }],
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void AModelHasTheSameBytesWhetherItsExamplesAreInMemoryOrInAStore(TrainingOptions options)
    {
        ExampleSource source = Synthetic.Source(text: true, multiLabel: false, 1400, seed: 1);
        string path = _folder.File("a.examples");
        ExampleStore.Write(source, options.Text, path);
        byte[] expected = SampleModel.Save(Trainer.Train(source, options).Model);

        using var store = ExampleStore.Open(path);
        Assert.Equal(expected, SampleModel.Save(Trainer.Train(TrainingData.Of(store), options with { Threads = 2 }).Model));
        Assert.Equal(["a.examples"], _folder.Names());
    }

    [Fact]
    public void WhatGrowsWithTheRowsOfAStoreIsForecastAsScratchFilesAndNotAsMemory()
    {
        ExampleSource source = Synthetic.Source(text: false, multiLabel: false, 1400, seed: 1);
        string path = _folder.File("a.examples");
        ExampleStore.Write(source, new(), path);
        using var store = ExampleStore.Open(path);
        var options = new MachOptions { Repetitions = 4, Buckets = 8, ClusteredShare = 0, Threads = 1, Loss = HeadLoss.Softmax };
        static long HeldOut(MemoryForecast forecast) => forecast.Parts.Single(part => part.Name == "held-out examples").Bytes;
        MemoryForecast memory = MemoryForecast.Of(ExampleSet.Read(source, null), options), stored = TrainingData.Of(store).Forecast(options);

        Assert.DoesNotContain(stored.Parts, part => part.Name.StartsWith("examples", StringComparison.Ordinal));
        Assert.Contains(memory.Parts, part => part.Name.StartsWith("examples", StringComparison.Ordinal));
        Assert.Equal(2 * ((8 * store.Examples.NonZeros * 140 / 1400) + (24 * 140)), HeldOut(stored));
        Assert.InRange(HeldOut(TrainingData.Of(store).Forecast(options with { ValidationShare = 0.5 })), 4 * HeldOut(stored), 6 * HeldOut(stored));
        Assert.Equal((0, (8 * store.Examples.NonZeros) + (20 * 1400)), (memory.ScratchBytes, stored.ScratchBytes));
        Assert.Equal(stored.ScratchBytes + (4 * 1400 * 16), TrainingData.Of(store).Forecast(options with { Loss = HeadLoss.SquaredHinge }).ScratchBytes);
    }
}
