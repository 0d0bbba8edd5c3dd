using Codeword.Data;

namespace Codeword.Tests.Data;

public class JsonLinesFormatTests
{
    private static readonly JsonLinesFormat Format = new();

    [Fact]
    public void PropertiesAreFoundByNameAndOthersIgnored() => Assert.Equal(
        ["a||x\ny", "é||z"],
        Rows.Read(Format, """
            {"id": [1, {"text": 3}], "text": "x\ny", "label": "a"}

            { "label" : "\u00e9", "text":"z", "extra": null }
            """));

    [Fact]
    public void LabelsMayBeNumbersOrAnArray() => Assert.Equal(
        ["7||x", "1.50,b||x", "||x"],
        Rows.Read(Format, "{\"text\":\"x\",\"label\":7}\n{\"text\":\"x\",\"label\":[1.50,\"b\"]}\n{\"text\":\"x\",\"label\":[]}\n"));

    [Fact]
    public void SeveralTextsAreJoinedAndWeightsRead()
    {
        var format = new JsonLinesFormat { TextProperties = ["t", "b"], LabelProperty = null, WeightProperty = "w" };
        using ExampleReader reader = Rows.Source(format, "{\"b\":\"body\",\"t\":\"title\",\"w\":2e-1}").Open();
        Assert.True(reader.Read());
        Assert.Equal("||title\nbody", Rows.Describe(reader.Current));
        Assert.Equal(0.2f, reader.Current.Weight);
    }

    [Theory]
    [InlineData("[1]", "data:1:1: found JSON that is no object; expected one object a line")]
    [InlineData("{\"text\":\"x\"}", "data:1:0: found no property \"label\"; expected one")]
    [InlineData("{\"label\":\"x\"}", "data:1:0: found no property \"text\"; expected one")]
    [InlineData("{\"text\":7,\"label\":\"x\"}", "data:1:9: found a number in \"text\"; expected a string")]
    [InlineData("{\"text\":\"x\",\"label\":null}", "data:1:21: found null as a label; expected a string or an array of strings")]
    [InlineData("{\"text\":\"x\",\"label\":[[\"a\"]]}", "data:1:22: found an array as a label; expected a string or an array of strings")]
    [InlineData("{\"text\":\"x\",\"label\":[\"a\",\"a\"]}", "data:1:26: found the label \"a\" twice; expected each label once")]
    [InlineData("{\"text\":\"x\",\"label\":\"\"}", "data:1:21: found an empty label; expected a name")]
    [InlineData("{\"text\":\"x\",\"text\":\"y\",\"label\":\"a\"}", "data:1:13: found the property \"text\" twice; expected it once")]
    [InlineData("{\"text\":\"\\ud800\",\"label\":\"a\"}", "data:1:9: found an escape that is half of a surrogate pair; expected text")]
    public void EveryFaultSaysWhereWhatWasFoundAndWhatWasExpected(string row, string message) => Assert.Equal(message, Rows.Fault(Format, row));

    [Theory]
    [InlineData("{", 2)]
    [InlineData("{\"text\":\"x\",\"label\":\"a\"} {}", 26)]
    [InlineData("{\"text\":tru}", 12)]
    [InlineData("x", 1)]
    public void BrokenJsonIsAFaultAtItsColumn(string row, int column)
    {
        DataFormatException fault = Assert.Single(DataReport.Inspect(Rows.Source(Format, row)).Faults);
        Assert.Equal(column, fault.Column);
        Assert.Matches(@"^found broken JSON \(.+\); expected one object$", fault.Problem);
        Assert.DoesNotContain("LineNumber", fault.Problem);
    }

    [Fact]
    public void NestingIsBounded()
    {
        string deep = $"{{\"deep\":{new string('[', 1000)}{new string(']', 1000)},\"text\":\"x\",\"label\":\"a\"}}";
        Assert.Contains("found broken JSON", Rows.Fault(Format, deep));
    }

    [Fact]
    public void WeightsAreFiniteAndAboveZero()
    {
        var format = new JsonLinesFormat { WeightProperty = "w" };
        Assert.Equal("data:1:28: found the weight \"0\"; expected a finite number above 0", Rows.Fault(format, "{\"text\":\"\",\"label\":\"a\",\"w\":0}"));
        Assert.Equal("data:1:28: found the weight \"1e99\"; expected a finite number above 0", Rows.Fault(format, "{\"text\":\"\",\"label\":\"a\",\"w\":1e99}"));
    }
}
