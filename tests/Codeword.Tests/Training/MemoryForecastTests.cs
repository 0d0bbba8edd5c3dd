using Codeword.Data;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class MemoryForecastTests
{
    [Fact]
    public void PartsAreNamedLargestFirstAndAddUp()
    {
        MemoryForecast forecast = MemoryForecast.Of(Synthetic.Examples(false, 100, seed: 1), new MachOptions { Threads = 1 });

        Assert.Equal(forecast.Parts.OrderByDescending(part => part.Bytes), forecast.Parts);
        Assert.Equal(forecast.Parts.Sum(part => part.Bytes), forecast.Total);
        Assert.Contains("clusters", forecast.Parts.Select(part => part.Name));
    }

    [Fact]
    public void WeightsAreThoseOfTheModelAndTwiceThatWhileTwoAreAlive()
    {
        ExampleSet examples = Synthetic.Examples(false, 100, seed: 1);
        static long Weights(MemoryForecast forecast) => forecast.Parts.Single(part => part.Name == "weights").Bytes;
        var options = new MachOptions { Repetitions = 3, Buckets = 7, ValidationShare = 0 };
        long once = 4 * (examples.FeatureCount + 1L) * 21;

        Assert.Equal(once, Weights(MemoryForecast.Of(examples, options)));
        Assert.Equal(2 * once, Weights(MemoryForecast.Of(examples, options with { ValidationShare = 0.1 })));
        Assert.Equal(once, Weights(MemoryForecast.Of(examples, options with { ValidationShare = 0.1, Refit = false })));
        Assert.Equal(once, Weights(MemoryForecast.Of(examples, options with { ValidationShare = 0.1 }, validation: examples)));
        Assert.Equal(4 * 65 * 21, Weights(MemoryForecast.Of(examples, options with { InputBuckets = 64 })));
        Assert.Equal(
            4 * (examples.FeatureCount + 1L) * Synthetic.Classes, Weights(MemoryForecast.Of(examples, new OneVsAllOptions { ValidationShare = 0 })));
    }

    [Fact]
    public void WeightsOfANetworkStandBesideTheBestCopyOfEachPhaseAndTheSecondFitBesideTheFirst()
    {
        ExampleSet examples = Synthetic.Examples(false, 100, seed: 1);
        static long Part(MemoryForecast forecast, string name) => forecast.Parts.SingleOrDefault(part => part.Name == name)?.Bytes ?? 0;
        const string Second = "the second fit beside what the first one leaves";
        LlcOptions options = new() { Width = 10, Bits = 8, ValidationShare = 0 };
        long inputs = examples.FeatureCount + 1L, once = 4 * ((inputs * 10) + inputs + (3 * 80)), copy = 4 * ((inputs * 10) + 80);
        MemoryForecast one = MemoryForecast.Of(examples, options), two = MemoryForecast.Of(examples, options with { ValidationShare = 0.1 });

        Assert.Equal((once, 0), (Part(one, "weights"), Part(one, Second)));
        Assert.Equal(once + (2 * copy), Part(two, "weights"));
        Assert.Equal(once + (4 * ((inputs * 10) + 80)), Part(two, Second));
        Assert.Equal(once + (3 * copy), Part(MemoryForecast.Of(examples, options with { ValidationShare = 0.1, WarmStart = CodeKind.Svd }), "weights"));
        Assert.Equal(0, Part(MemoryForecast.Of(examples, options with { ValidationShare = 0.1, Refit = false }), Second));
        Assert.Equal(0, Part(MemoryForecast.Of(examples, new EcocOptions()), "class matrix"));
        HashOptions hash = new() { Width = 10, Bits = 8, ValidationShare = 0 }, pairs = hash with { Loss = HashLoss.HashNet };
        Assert.Equal(once, Part(MemoryForecast.Of(examples, hash), "weights"));
        Assert.Equal(Part(one, "class matrix"), Part(MemoryForecast.Of(examples, hash), "class matrix"));
        Assert.Equal(0, Part(MemoryForecast.Of(examples, pairs), "class matrix"));
        Assert.Equal(4 * 100 * 100, Part(MemoryForecast.Of(examples, pairs), "a batch") - Part(MemoryForecast.Of(examples, hash), "a batch"));    // The pairs of 100 rows.
        SoftmaxOptions softmax = new() { Width = 10, ValidationShare = 0 }, narrow = softmax with { Bottleneck = 8 };
        Assert.Equal(once, Part(MemoryForecast.Of(examples, narrow), "weights"));
        Assert.Equal(4 * 80, Part(MemoryForecast.Of(examples, narrow), "weights as they are stored") - Part(MemoryForecast.Of(examples, softmax), "weights as they are stored"));
        Assert.InRange(MemoryForecast.Of(examples, new SoftmaxOptions { Width = 1 << 16, BatchSize = 1 << 16, HiddenLayers = 3 }).Total, 1L << 37, long.MaxValue);
    }

    [Fact]
    public void HeadsWithAnEncoderEachTakeThatManyTimesWhatIsStoredAndOneNetworkInTraining()
    {
        ExampleSet examples = Synthetic.Examples(false, 100, seed: 1);
        static long Part(MemoryForecast forecast, string name) => forecast.Parts.Single(part => part.Name == name).Bytes;
        MachNetworkOptions shared = new() { Width = 10, Repetitions = 3, Buckets = 7, ValidationShare = 0, ClusteredShare = 0 }, apart = shared with { SharedEncoder = false };
        long inputs = examples.FeatureCount + 1L;
        MemoryForecast one = MemoryForecast.Of(examples, shared), each = MemoryForecast.Of(examples, apart);

        Assert.Equal(4 * ((inputs * 10) + inputs + (3 * 10 * 48)), Part(one, "weights"));
        Assert.Equal(4 * ((inputs * 10) + inputs + (3 * 10 * 16)), Part(each, "weights"));
        Assert.Equal(4 * ((inputs * 10) + (10 * 48)), Part(one, "weights as they are stored"));
        Assert.Equal(3 * 4 * ((inputs * 10) + (10 * 16)), Part(each, "weights as they are stored"));
        Assert.Equal(3 * 4 * (650 + (10 * 16)), Part(MemoryForecast.Of(examples, apart with { InputBuckets = 64 }), "weights as they are stored"));
        Assert.EndsWith(
            "use one encoder for all heads (SharedEncoder), a smaller Width, hashed inputs (InputBuckets), or fewer repetitions.",
            Assert.Throws<InsufficientMemoryException>(() => each.Require(apart with { MemoryLimit = 1 })).Message, StringComparison.Ordinal);
        Assert.InRange(MemoryForecast.Of(examples, apart with { Width = 1 << 16, Repetitions = 4096, Buckets = 1 << 20, InputBuckets = 1 << 28 }).Total, 1L << 50, long.MaxValue);
    }

    [Fact]
    public void MoreThanTheLimitIsRefusedWithTheLargestParts()
    {
        MemoryForecast forecast = MemoryForecast.Of(Synthetic.Examples(false, 100, seed: 1), new OneVsAllOptions());

        forecast.Require(new OneVsAllOptions { MemoryLimit = forecast.Total });
        string message = Assert.Throws<InsufficientMemoryException>(() => forecast.Require(new OneVsAllOptions { MemoryLimit = forecast.Total - 1 })).Message;

        Assert.StartsWith($"Training would take {MemoryForecast.Format(forecast.Total)} ({forecast.Parts[0].Name} ", message, StringComparison.Ordinal);
        Assert.EndsWith("it may have; use MACH instead of one-vs-all, a smaller vocabulary, or fewer threads.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeOptionsDoNotOverflow()
    {
        ExampleSet examples = Synthetic.Examples(false, 100, seed: 1);
        var options = new MachOptions { Repetitions = 4096, Buckets = 1 << 24, InputBuckets = 1 << 28, Loss = HeadLoss.Softmax, Threads = 1024 };

        Assert.Equal(long.MaxValue, MemoryForecast.Of(examples, options).Total);
        Assert.Throws<InsufficientMemoryException>(() => Trainer.Train(Synthetic.Source(false, false, 100, seed: 1), options));
    }

    [Fact]
    public void AnArrayThatCannotBeIsRefusedWhateverTheLimit()
    {
        ExampleSet examples = Synthetic.Examples(false, 100, seed: 1);
        MachOptions options = new() { Repetitions = 1, Buckets = 1 << 17, ClusteredShare = 1, MemoryLimit = long.MaxValue };

        Assert.Equal(
            "Training would take an array of 2147483648 numbers, more than the 2147483591 it can have; "
                + "use fewer repetitions or buckets, hashed inputs (InputBuckets), a smaller ClusteredShare, or fewer threads.",
            Assert.Throws<InsufficientMemoryException>(() => MemoryForecast.Of(examples, options).Require(options)).Message);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(1_550_000, "1.6 MB")]
    [InlineData(1_500_000_000, "1.5 GB")]
    public void BytesAreWrittenForPeople(long bytes, string text) => Assert.Equal(text, MemoryForecast.Format(bytes));
}
