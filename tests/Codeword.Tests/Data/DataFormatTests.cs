using System.Text;
using Codeword.Data;

namespace Codeword.Tests.Data;

public class DataFormatTests
{
    public static TheoryData<DataFormat> Formats => new(
        new LibsvmFormat(),
        new LibsvmFormat { IndexBase = IndexBase.Zero, MaxLineLength = 77 },
        new XmlcFormat(),
        new TextFormat { LabelPrefix = "#" },
        new DelimitedFormat(),
        new DelimitedFormat { Delimiter = '\t', TextColumns = ["a", "b"], LabelColumn = null, LabelSeparator = "|", WeightColumn = "w" },
        new JsonLinesFormat { TextProperties = ["a", "b"], LabelProperty = "l", WeightProperty = "w" },
        new JsonLinesFormat { FeaturesProperty = "f" },
        new NpyFormat(),
        new NpyFormat { Columns = 3 });

    [Theory]
    [MemberData(nameof(Formats))]
    public void AFormatSurvivesTheModelFile(DataFormat format)
    {
        Assert.Equal(format, DataJson.ReadFormat(DataJson.Write(format)));
    }

    [Fact]
    public void AFormatIsWrittenAsNamesAndValues() => Assert.Equal(
        """{"$type":"libsvm","indexBase":"Zero","maxLineLength":67108864}""",
        Encoding.UTF8.GetString(DataJson.Write(new LibsvmFormat { IndexBase = IndexBase.Zero })));

    [Fact]
    public void WhatAnOlderFileDoesNotNameTakesItsDefault() =>
        Assert.Equal(new DelimitedFormat(), DataJson.ReadFormat("""{"$type":"delimited"}"""u8));

    [Theory]
    [InlineData("", "The stored options cannot be read: ")]
    [InlineData("[]", "The stored options are not a JSON object.")]
    [InlineData("{}", "The stored data format is of the type \"\"; expected libsvm, xmlc, text, delimited, jsonl or npy.")]
    [InlineData("{\"$type\":\"arff\"}", "The stored data format is of the type \"arff\"; expected")]
    [InlineData("{\"$type\":\"xmlc\",\"$type\":\"xmlc\"}", "The stored options cannot be read: ")]
    [InlineData("{\"$type\":\"xmlc\",\"unknown\":1}", "The stored options cannot be read: ")]
    [InlineData("{\"$type\":\"xmlc\",\"maxLineLength\":0}", "The stored options cannot be read: The longest line allowed is 1 to")]
    [InlineData("{\"$type\":\"text\",\"labelPrefix\":null}", "The stored options cannot be read: ")]
    [InlineData("{\"$type\":\"npy\",\"columns\":-1}", "The stored options cannot be read: A row has 0 or more columns.")]
    [InlineData("{\"$type\":\"libsvm\",\"indexBase\":\"Two\"}", "The stored options cannot be read: ")]
    public void ADamagedFormatIsInvalidData(string json, string message) => Assert.StartsWith(
        message,
        Assert.Throws<InvalidDataException>(() => DataJson.ReadFormat(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("libsvm")]
    [InlineData("libsvm:0")]
    [InlineData("libsvm:1")]
    [InlineData("xmlc")]
    [InlineData("text")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("jsonl")]
    [InlineData("npy")]
    public void AFormatHasTheNameItIsParsedFrom(string name) => Assert.Equal(name, DataFormat.Parse(name).Name);

    [Fact]
    public void AnUnknownNameIsAnsweredWithTheKnownOnes() => Assert.StartsWith(
        "There is no format \"arff\"; the formats are libsvm, libsvm:0, libsvm:1, xmlc, text, csv, tsv, jsonl and npy.",
        Assert.Throws<ArgumentException>(() => DataFormat.Parse("arff")).Message);

    [Theory]
    [InlineData("a.svm", "libsvm")]
    [InlineData("dir.csv/a.LIBSVM.gz", "libsvm")]
    [InlineData("a.xmlc", "xmlc")]
    [InlineData("train.xmlc.txt.gz", "xmlc")]
    [InlineData("train.txt", "text")]
    [InlineData("a.csv", "csv")]
    [InlineData("a.tsv.gz", "tsv")]
    [InlineData("a.jsonl", "jsonl")]
    [InlineData("a.ndjson.gz", "jsonl")]
    [InlineData("x.npy", "npy")]
    [InlineData("x.npy.gz", "npy")]
    public void TheNameOfAFileTellsItsFormat(string path, string format) => Assert.Equal(DataFormat.Parse(format), DataFormat.FromFileName(path));

    [Theory]
    [InlineData("data")]
    [InlineData("a.gz")]
    [InlineData("-")]
    public void ANameThatTellsNothingIsSaidToTellNothing(string path) => Assert.StartsWith(
        $"The name \"{path}\" does not tell the format; name the format, or let the file end in .svm",
        Assert.Throws<ArgumentException>(() => DataFormat.FromFileName(path)).Message);

    [Fact]
    public void OptionsAreCheckedWhereTheyAreSet()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new XmlcFormat { MaxLineLength = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LibsvmFormat { IndexBase = (IndexBase)3 });
    }

    [Fact]
    public void FormatsThatReadAlikeAreEqual()
    {
        var one = new DelimitedFormat { TextColumns = ["a", "b"] };
        Assert.Equal(one, new DelimitedFormat { TextColumns = ["a", "b"] });
        Assert.Equal(one.GetHashCode(), new DelimitedFormat { TextColumns = ["a", "b"] }.GetHashCode());
        Assert.NotEqual(one, new DelimitedFormat { TextColumns = ["b", "a"] });
        Assert.NotEqual(new JsonLinesFormat(), new JsonLinesFormat { TextProperties = ["a"] });
        Assert.NotEqual(new JsonLinesFormat(), new JsonLinesFormat { FeaturesProperty = "f" });
    }
}
