using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class TrainingMethodTests
{
    [Fact]
    public void MethodsAreFoundByName()
    {
        Assert.Equal(["mach", "mach-network", "llc", "ecoc", "hash", "ova", "softmax"], TrainingMethod.All.Select(method => method.Name));
        Assert.IsType<OneVsAllOptions>(TrainingMethod.Find("ova").CreateOptions([]));
        Assert.Equal(
            "There is no method \"svm\"; the methods are mach, mach-network, llc, ecoc, hash, ova, softmax.",
            Assert.Throws<ArgumentException>(() => TrainingMethod.Find("svm")).Message);
    }

    [Fact]
    public void WithoutValuesOptionsAreTheDefaults() => Assert.Equal(new MachOptions(), TrainingMethod.Find("mach").CreateOptions([]));

    [Fact]
    public void WhatAModelFileStoresMakesTheSameOptionsAgain()
    {
        var options = new MachOptions
        {
            Repetitions = 3,
            InputPower = 0.3f,
            Decoder = Codeword.Decoding.DecoderKind.Min,
            Refit = false,
            Seed = ulong.MaxValue,
            Text = new() { WordNGrams = 3, LowerCase = false },
        };
        Assert.Equal(options, TrainingMethod.Find("mach").CreateOptions(OptionsJson.ToPairs(options)));
    }

    [Fact]
    public void OptionsAreDescribed()
    {
        OptionInfo grams = TrainingMethod.Find("mach").Options.Single(option => option.Name == "text.wordNGrams");
        Assert.Equal((typeof(int), "2", "longest run of words that is a term, 1 to 5"), (grams.Type, grams.Default, grams.Description));
        OptionInfo decoder = TrainingMethod.Find("ova").Options.Single(option => option.Name == "decoder");
        Assert.Null(decoder.Default);
        Assert.Contains("Hinge", decoder.Choices);
    }

    [Fact]
    public void AnUnknownOptionIsToldWithTheKnownOnes() => Assert.StartsWith(
        "The method ova has no option \"repetitions\"; its options are inputPower, ",
        Assert.Throws<ArgumentException>(() => TrainingMethod.Find("ova").CreateOptions([new("repetitions", "3")])).Message, StringComparison.Ordinal);
}
