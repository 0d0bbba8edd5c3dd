using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class OptionsTests
{
    [Fact]
    public void OptionsAreStoredByNameNestedOnesWithADot()
    {
        SortedDictionary<string, string> pairs = OptionsJson.ToPairs(
            new MachOptions { Seed = ulong.MaxValue, InputPower = 0.7f, Decoder = DecoderKind.LogitSum, Text = new TextFeaturizerOptions { WordNGrams = 3 } });

        Assert.Equal("18446744073709551615", pairs["seed"]);
        Assert.Equal("0.7", pairs["inputPower"]);
        Assert.Equal("LogitSum", pairs["decoder"]);
        Assert.Equal("3", pairs["text.wordNGrams"]);
        Assert.Equal("true", pairs["refit"]);
        Assert.Equal("64", pairs["buckets"]);
        Assert.Equal("Shuffled", pairs["digits"]);
    }

    [Fact]
    public void WhatHasNoInfluenceOnTheModelIsNotStored()
    {
        var options = new MachOptions();

        Assert.Equal(OptionsJson.ToPairs(options), OptionsJson.ToPairs(options with { Threads = 7, MemoryLimit = 123 }));
        Assert.DoesNotContain("decoder", OptionsJson.ToPairs(options).Keys);   // Null: chosen.
        Assert.DoesNotContain("buckets", OptionsJson.ToPairs(new OneVsAllOptions()).Keys);
        Assert.Equal(("mach", "ova"), (OptionsJson.MethodOf(options), OptionsJson.MethodOf(new OneVsAllOptions())));
    }

    [Fact]
    public void ValuesOutOfRangeAreRefusedByName()
    {
        static string Refusal(Func<TrainingOptions> create) => Assert.Throws<ArgumentOutOfRangeException>(create).Message;

        Assert.StartsWith("Repetitions is 1 to 4096.", Refusal(() => new MachOptions { Repetitions = 0 }), StringComparison.Ordinal);
        Assert.StartsWith("Buckets is 2 to 16777216.", Refusal(() => new MachOptions { Buckets = 1 }), StringComparison.Ordinal);
        Assert.StartsWith("ClusteredShare is 0 to 1.", Refusal(() => new MachOptions { ClusteredShare = double.NaN }), StringComparison.Ordinal);
        Assert.StartsWith("Cost is 0.000001 to 1000000.", Refusal(() => new MachOptions { Cost = 0 }), StringComparison.Ordinal);
        Assert.StartsWith("Threads is 0 to 1024.", Refusal(() => new MachOptions { Threads = -1 }), StringComparison.Ordinal);
        Assert.StartsWith("Loss is one of SquaredHinge, Softmax, Logistic.", Refusal(() => new MachOptions { Loss = (HeadLoss)9 }), StringComparison.Ordinal);
        Assert.StartsWith("Digits is one of Shuffled, Hashed.", Refusal(() => new MachOptions { Digits = (DigitKind)9 }), StringComparison.Ordinal);
        Assert.StartsWith("Decoder is one of Mean, ", Refusal(() => new OneVsAllOptions { Decoder = (DecoderKind)9 }), StringComparison.Ordinal);
        Assert.StartsWith("ValidationShare is 0 to 0.5.", Refusal(() => new OneVsAllOptions { ValidationShare = 0.6 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 4)]
    [InlineData(1, 7)]
    public void TheClusteredShareIsRoundedToWholeDigits(double share, int digits)
    {
        Classifier classifier = Trainer.Train(
            Synthetic.Source(false, false, 60, seed: 1),
            new MachOptions { Repetitions = 7, Buckets = 4, ClusteredShare = share, Digits = DigitKind.Hashed, Epochs = 1, ValidationShare = 0 });

        Assert.Equal(digits, classifier.Codebook.Columns.OfType<ClusteredColumn>().Count());
        Assert.Equal(7 - digits, classifier.Codebook.Columns.OfType<HashedColumn>().Count());
    }

    [Fact]
    public void RepetitionsDiffer()
    {
        Classifier classifier = Trainer.Train(
            Synthetic.Source(false, false, 200, seed: 1), new MachOptions { Repetitions = 8, Buckets = 4, Epochs = 1, ValidationShare = 0 });

        var codewords = classifier.Codebook.Columns.Select(column => string.Join(',', Enumerable.Range(0, 30).Select(id => column.DigitOf(new LabelId(id)))));
        Assert.Equal(8, codewords.Distinct().Count());
    }
}
