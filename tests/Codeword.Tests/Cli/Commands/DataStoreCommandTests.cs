namespace Codeword.Tests.Cli.Commands;

public sealed class DataStoreCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void AModelTrainedFromAStoreIsThatOfItsFile()
    {
        string store = models.File("text.examples"), model = models.File("stored.codeword");
        CliRun written = CliRun.Of("data", "store", models.Text, "-o", store);
        Assert.Equal((0, ""), (written.Code, written.Error));
        Assert.Matches("(?m)^rows +60$", written.Output);
        Assert.Matches("(?m)^labels +3$", written.Output);

        CliRun run = CliRun.Of(["train", "mach", store, "-o", model, .. TinyModels.Small]);
        Assert.Equal(0, run.Code);
        Assert.Contains("scratch files beside the store: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" at its peak, with what of the files was in memory; ", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(models.TextModel), File.ReadAllBytes(model));
    }

    [Fact]
    public void InspectSaysWhatAStoreHolds()
    {
        string text = models.File("told.examples"), features = models.File("features.examples");
        Assert.Equal(0, CliRun.Of("data", "store", models.Text, "-o", text, "--word-n-grams", "1").Code);
        Assert.Equal(0, CliRun.Of("data", "store", models.Features, "-o", features).Code);

        string told = CliRun.Of("inspect", text).Output;
        Assert.Matches("(?m)^rows +60$", told);
        Assert.Matches("(?m)^made of +text: WordNGrams = 1, ", told);
        Assert.Matches("(?m)^made of +features$", CliRun.Of("inspect", features).Output);
        Assert.Matches(
            "^{\"bytes\":\\d+,\"rows\":60,\"labels\":3,\"features\":10,\"values\":120,\"isMultiLabel\":false,\"text\":null}$",
            CliRun.Of("inspect", features, "--json").Lines[0]);
    }

    [Fact]
    public void AStoreKeepsHowItsTextBecameFeatures()
    {
        string store = models.File("words.examples"), model = models.File("words.codeword"), other = models.File("words2.codeword");
        Assert.Equal(0, CliRun.Of("data", "store", models.Text, "-o", store, "--word-n-grams", "1").Code);
        Assert.Equal(0, CliRun.Of(["train", "mach", store, "-o", model, .. TinyModels.Small]).Code);
        Assert.Equal(0, CliRun.Of(["train", "mach", models.Text, "-o", other, "--word-n-grams", "1", .. TinyModels.Small]).Code);
        Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(model));
    }

    [Theory]
    [InlineData("--word-n-grams", "1")]
    [InlineData("--set", "text.wordNGrams=1")]
    [InlineData("--format", "text")]
    public void FlagsOfReadingHaveNoMeaningForAStore(string flag, string value)
    {
        string store = models.File($"flags{flag}.examples");
        Assert.Equal(0, CliRun.Of("data", "store", models.Text, "-o", store).Code);
        CliRun run = CliRun.Of("train", "mach", store, "-o", models.File("none.codeword"), flag, value);

        string given = flag == "--set" ? $"{flag} {value}" : flag;
        Assert.Equal(2, run.Code);
        Assert.Equal($"codeword: {given} has no meaning for {store}, an example store, which holds features already; give it to data store.\n", run.Error);
    }

    [Fact]
    public void AStoreIsNotWrittenOverWhatItIsMadeOf()
    {
        CliRun run = CliRun.Of("data", "store", models.Features, "-o", models.Features);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"codeword: -o is {models.Features}, which the command reads and which would be lost", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoreIsNotWrittenOverByTheModelThroughALink()
    {
        string store = models.File("linked.examples"), link = models.File("link.examples");
        Assert.Equal(0, CliRun.Of("data", "store", models.Features, "-o", store).Code);
        File.CreateSymbolicLink(link, store);
        byte[] before = File.ReadAllBytes(store);
        CliRun run = CliRun.Of("train", "mach", link, "-o", store);

        Assert.Equal(2, run.Code);
        Assert.Equal(before, File.ReadAllBytes(store));
    }

    [Fact]
    public void OnlyTrainingDataCanBeAStore()
    {
        string store = models.File("other.examples");
        Assert.Equal(0, CliRun.Of("data", "store", models.Features, "-o", store).Code);
        string expected = $"codeword: {store} is an example store, which only the training data of train can be; name the file it was made of.\n";

        Assert.Equal(expected, CliRun.Of("test", models.FeatureModel, store).Error);
        Assert.Equal(expected, CliRun.Of("predict", models.FeatureModel, store).Error);
        Assert.Equal(expected, CliRun.Of("data", "check", store).Error);
        Assert.Equal(expected, CliRun.Of("train", "mach", models.Features, "--valid", store, "-o", models.File("none.codeword")).Error);
    }

    [Fact]
    public async Task WhatComesThroughAPipeIsReadFromItsFirstByte()
    {
        string pipe = models.File("pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        var writing = Task.Run(() => File.WriteAllText(pipe, File.ReadAllText(models.Features)));
        CliRun run = await Task.Run(() => CliRun.Of("predict", models.FeatureModel, pipe, "-k", "1"));
        await writing;

        Assert.Equal(CliRun.Of("predict", models.FeatureModel, models.Features, "-k", "1"), run);
        Assert.Equal(60, run.Lines.Length);
    }

    [Fact]
    public void AStoreThatCannotBeWrittenIsToldBeforeTheDataIsRead()
    {
        CliRun run = CliRun.Of("data", "store", models.Features, "-o", models.File("none/a.examples"));
        Assert.Equal((1, $"codeword: The store cannot be written to {models.File("none/a.examples")}: there is no folder {models.File("none")}.\n"), (run.Code, run.Error));
    }

    [Fact]
    public void ADamagedStoreIsNamedInOneSentence()
    {
        string store = models.File("damaged.examples");
        Assert.Equal(0, CliRun.Of("data", "store", models.Features, "-o", store).Code);
        byte[] bytes = File.ReadAllBytes(store);
        bytes[200] ^= 1;
        File.WriteAllBytes(store, bytes);
        CliRun run = CliRun.Of("train", "mach", store, "-o", models.File("none.codeword"));

        Assert.Equal(1, run.Code);
        Assert.Equal($"codeword: {store}: section ROWS does not match its SHA-256; expected the bytes as they were written: the file is damaged.\n", run.Error);
    }
}
