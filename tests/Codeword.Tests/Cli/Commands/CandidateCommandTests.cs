using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

/// <summary><c>--candidates</c> and what <c>inspect</c> says of decoding.</summary>
public sealed class CandidateCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void RecallIsToldWhereCandidatesAreLookedFor()
    {
        CliRun run = CliRun.Of("test", models.TextModel, models.Text, "--candidates", "3", "-k", "1,3");
        Assert.Equal(0, run.Code);
        Assert.Matches("(?m)^candidates +1[.0]* of the 3 best of all were found; proven to be the best in 1[.0]* of the rows$", run.Output);
        Assert.DoesNotContain("candidates", CliRun.Of("test", models.TextModel, models.Text).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("candidates", CliRun.Of("test", models.TextModel, models.Text, "--candidates", "auto").Output, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse(CliRun.Of("test", models.TextModel, models.Text, "--candidates", "3", "-k", "3", "--json").Output);
        Assert.Equal((1, 1), (json.RootElement.GetProperty("recall@3").GetDouble(), json.RootElement.GetProperty("provenShare").GetDouble()));
    }

    [Fact]
    public void LookingInAllBucketsPredictsTheSame() =>
        Assert.Equal(CliRun.Of("predict", models.TextModel, models.Text), CliRun.Of("predict", models.TextModel, models.Text, "--candidates", "3"));

    [Fact]
    public void WhatIsNoNumberOfBucketsIsRefused() => Assert.All(["0", "-1", "many", "16777217"], text => Assert.Equal(
        new CliRun(2, "", $"codeword: --candidates cannot be \"{text}\": expected auto or a whole number from 1 to 16777216.\n"),
        CliRun.Of("test", models.TextModel, models.Text, "--candidates", text)));

    [Fact]
    public void AModelThatHasNoCandidatesIsRefused()
    {
        string model = models.File("ova.codeword");
        Assert.Equal(0, CliRun.Of("train", "ova", models.Text, "-o", model, "--threads", "1").Code);
        Assert.Equal(
            new CliRun(2, "", "codeword: Candidates are found by buckets that classes share, but this model's classes share none; score all.\n"),
            CliRun.Of("predict", model, models.Text, "--candidates", "2"));
    }

    [Fact]
    public void InspectTellsHowClassesAreRankedAndWhy()
    {
        Assert.Matches("(?m)^decoding +all classes in floats: fewer than 4,096, for which bytes gain nothing$", CliRun.Of("inspect", models.TextModel).Output);
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("inspect", models.TextModel, "--json").Output);
        Assert.Equal("all classes in floats: fewer than 4,096, for which bytes gain nothing", json.RootElement.GetProperty("decoding").GetString());
    }
}
