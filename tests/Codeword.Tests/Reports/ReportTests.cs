using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Reports;
using Codeword.Tests.Data;
using Codeword.Tests.Models;

namespace Codeword.Tests.Reports;

public sealed class ReportTests
{
    public static TheoryData<ModelShape> Shapes =>
        [ModelShape.Text, ModelShape.Sparse, ModelShape.Bits, ModelShape.Encoded, ModelShape.Branched, ModelShape.Sparse with { Columns = "identity" }];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AReportHasTheSameBytesForAnyNumberOfThreads(ModelShape shape)
    {
        var classifier = new Classifier(SampleModel.Create(shape));
        string One(int threads)
        {
            string rows = string.Concat(Enumerable.Range(0, 600).Select(i => shape.HoldsText
                ? $"{{\"label\":\"class {i % 12}\",\"text\":\"a boot of leather {i % 5} tent\"}}\n"
                : $"{{\"label\":\"class {i % 12}\",\"features\":{{\"{i % 4}\":{1 + (i % 3)},\"{4 + (i * i % 5)}\":0.5}}}}\n"));
            JsonLinesFormat format = shape.HoldsText ? new JsonLinesFormat() : new JsonLinesFormat { FeaturesProperty = "features" };
            return SampleReports.Html(Report.Of(classifier, Rows.Source(format, rows), new ReportOptions { Threads = threads }));
        }

        string html = One(1);
        Assert.Equal(html, One(3));
        Assert.Contains("<bdi>K = 12</bdi>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMeasuredStandsInTheData()
    {
        JsonElement json = SampleReports.Json(SampleReports.Report(SampleReports.OneVsAll("a", "b", "c"), "a 0:1\nb 0:1\nc 1:1\nc 2:1\nz 0:1\nb,c 0:1\n"));

        Assert.Equal(("Model", "data", 3), (json.GetProperty("title").GetString(), json.GetProperty("source").GetString(), json.GetProperty("classes").GetInt32()));
        JsonElement accuracy = json.GetProperty("accuracy");
        Assert.Equal((6, 1, 0), (Whole(accuracy, "rows"), Whole(accuracy, "rowsWithUnseenLabels"), Whole(accuracy, "rowsWithoutLabels")));
        Assert.Equal(2.0 / 6, Figure(accuracy, "accuracy@1"), 1e-12);
        Assert.Equal(4.0 / 6, Figure(accuracy, "accuracy@2"), 1e-12);
        Assert.Equal(6, Whole(json.GetProperty("calibration"), "rows"));
        Assert.Equal(3, Whole(json.GetProperty("confusions"), "different"));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("codebook").GetProperty("unit").ValueKind);
        Assert.Equal(["encoder", "heads", "codebook", "labels", "decoding"], json.GetProperty("memory").EnumerateArray().Select(part => part.GetProperty("name").GetString()));
        Assert.Equal(48, json.GetProperty("memory")[1].GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void OfOneOutputAClassTheTreeIsThatOfFeatures()
    {
        JsonElement json = SampleReports.Json(SampleReports.Report(SampleReports.OneVsAll("a", "b", "c", "d"), "a 0:1\nb 0:1 1:1\nc 2:1\n"));

        // d has no rows. The cosine of a and b is 1/√2; c has nothing in common with either.
        JsonElement tree = json.GetProperty("tree"), map = json.GetProperty("map");
        Assert.Equal(["a", "b", "c"], tree.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal([0.2929, 1], tree.GetProperty("heights").EnumerateArray().Select(height => height.GetDouble()));
        Assert.Equal(JsonValueKind.Null, map.GetProperty("codes").ValueKind);
        Assert.Equal([707, 0, 0], map.GetProperty("features").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(("a", "b"), (map.GetProperty("nearest")[0].GetProperty("first").GetString(), map.GetProperty("nearest")[0].GetProperty("second").GetString()));
        Assert.True(map.GetProperty("areMet").GetBoolean());
    }

    [Fact]
    public void OfCodewordsTheTreeIsThatOfTheirDigits()
    {
        Classifier model = SampleReports.Silent(
            SampleReports.Names(4), new ClusteredColumn([0, 1, 0, 1], 2), new ClusteredColumn([0, 1, 0, 2], 3), new ClusteredColumn([0, 1, 0, 1], 2),
            new ClusteredColumn([0, 1, 1, 1], 2));
        JsonElement json = SampleReports.Json(SampleReports.Report(model, SampleReports.RowEach(4)));

        // Codewords 0000, 1111, 0001 and 1211: 0 and 2 differ in one digit, 1 and 3 in one; between the pairs 4, 4, 3 and 3.
        JsonElement tree = json.GetProperty("tree"), map = json.GetProperty("map");
        Assert.Equal([1, 1, 3.5], tree.GetProperty("heights").EnumerateArray().Select(height => height.GetDouble()));
        Assert.Equal(["class0", "class2", "class1", "class3"], map.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal([750, 0, 250, 0, 250, 750], map.GetProperty("codes").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal([0, 0, 0, 0, 0, 0], map.GetProperty("features").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(JsonValueKind.Null, map.GetProperty("correlation").ValueKind);
    }

    [Fact]
    public void RetiredClassesAreInNoPartOfIt()
    {
        Classifier four = SampleReports.Silent(
            SampleReports.Names(4), new ClusteredColumn([0, 1, 0, 1], 2), new ClusteredColumn([0, 1, 0, 2], 3), new ClusteredColumn([0, 1, 0, 1], 2),
            new ClusteredColumn([0, 1, 1, 1], 2));
        Classifier three = new(four.Model.With(LabelSet.Create(["class0", "class1", "class2", "class1"], [new LabelId(1)])));   // The name was given again.
        Report report = SampleReports.Report(three, "class0 0:1\nclass1 3:1\nclass2 2:1\n");
        JsonElement json = SampleReports.Json(report);

        Assert.Equal((3, 3), (json.GetProperty("classes").GetInt32(), json.GetProperty("codebook").GetProperty("classes").GetInt32()));
        Assert.Equal([1, 3.5], json.GetProperty("tree").GetProperty("heights").EnumerateArray().Select(height => height.GetDouble()));
        Assert.Equal(["class0", "class2", "class1"], json.GetProperty("map").GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal([1, 1, 1], json.GetProperty("frequencies").EnumerateArray().Select(bin => bin.GetProperty("classes").GetInt32()));
        Assert.Contains("K = 3; 1 more are retired", SampleReports.Html(report), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTheDataHasTooFewClassesCodewordsAreComparedAlone()
    {
        Classifier model = SampleReports.Silent(SampleReports.Names(4), new ShuffledColumn(4, 2, 1), new ShuffledColumn(4, 2, 2));
        JsonElement map = SampleReports.Json(SampleReports.Report(model, "class1 0:1\n")).GetProperty("map");

        Assert.Equal((4, 6, JsonValueKind.Null), (map.GetProperty("classes").GetArrayLength(), map.GetProperty("codes").GetArrayLength(), map.GetProperty("features").ValueKind));
        JsonElement none = SampleReports.Json(SampleReports.Report(SampleReports.OneVsAll("a", "b"), "b 1:1\n"));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (none.GetProperty("map").ValueKind, none.GetProperty("tree").ValueKind));
        Report one = SampleReports.Report(SampleReports.OneVsAll("a"), "a 0:1\n", new ReportOptions { Cutoffs = [1] });
        Assert.Contains("The data has too few classes to compare.", SampleReports.Html(one), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRowsThereIsNoReport() => Assert.StartsWith(
        "data has no rows; a report needs some.",
        Assert.Throws<ArgumentException>(() => SampleReports.Report(SampleReports.OneVsAll("a", "b"), "")).Message, StringComparison.Ordinal);

    [Fact]
    public void RowsOfUnknownLabelsAloneAreReportedToo()
    {
        JsonElement json = SampleReports.Json(SampleReports.Report(SampleReports.OneVsAll("a", "b"), "x 0:1\ny 1:1\n"));

        Assert.Equal(2, Whole(json.GetProperty("accuracy"), "rowsWithUnseenLabels"));
        Assert.Equal(0, Figure(json.GetProperty("accuracy"), "accuracy@1"));
    }

    [Fact]
    public void RowsOfLabelsThatTheModelDoesNotKnowAreNoKnownRowsOfNovelty()
    {
        var options = new ReportOptions { Unknown = Rows.Source(SampleReports.Format, "z 0:1 1:1\n") };
        JsonElement Novelty(string rows) =>
            SampleReports.Json(Report.Of(SampleReports.OneVsAll("a", "b"), Rows.Source(SampleReports.Format, rows), options)).GetProperty("novelty");

        JsonElement with = Novelty("a 0:1\nx 0:5\nb 1:1\n");

        Assert.Equal(2, Whole(with, "known"));
        Assert.Equal(Novelty("a 0:1\nb 1:1\n").GetRawText(), with.GetRawText());
        Assert.StartsWith("No row has a label that the model knows; ", Assert.Throws<ArgumentException>(() => Novelty("x 0:1\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherPartOfTheWorkIsTold()
    {
        var told = new List<string>();
        Report.Of(SampleReports.OneVsAll("a", "b"), Rows.Source(SampleReports.Format, "a 0:1\n"), null, new Listener(told));

        Assert.Equal(["reading the rows", "measuring accuracy and calibration", "counting by class", "comparing codewords", "joining classes to a tree"], told);
    }

    [Fact]
    public void ACancelledReportEnds() => Assert.ThrowsAny<OperationCanceledException>(() => Report.Of(
        SampleReports.OneVsAll("a", "b"), Rows.Source(SampleReports.Format, "a 0:1\n"), cancellation: new CancellationToken(canceled: true)));

    private static long Whole(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static double Figure(JsonElement json, string name) =>
        json.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();

    private sealed class Listener(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
