using Codeword.Data;

namespace Codeword.Tests.Data;

public class JsonLinesFormatTests
{
    private static readonly JsonLinesFormat Format = new();
    private static readonly JsonLinesFormat Features = new() { FeaturesProperty = "f" };

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

    [Fact]
    public void FeaturesAreAnObjectOrPairsInAnyOrder()
    {
        Assert.False(Features.HoldsText);
        Assert.Equal(
            ["a|0:0.5 3:-2 10:1000|", "a|0:0.5 3:-2 10:1000|", "b||", "b||", "|2147483646:0|"],
            Rows.Read(Features, """
                {"text": 7, "label": "a", "f": {"0": 0.5, "3": -2, "10": 1e3}}
                {"f": [[10, 1e3], [3, -2], [0, 0.5]], "label": "a"}
                {"f": {}, "label": "b"}
                {"f": [], "label": "b"}
                {"f": {"2147483646": 0}, "label": []}
                """));
    }

    [Fact]
    public void RowsOfFeaturesHaveNoText()
    {
        using ExampleReader reader = Rows.Source(Features, "{\"f\":{\"1\":2},\"label\":\"a\",\"text\":\"x\"}").Open();
        Assert.True(reader.Read());
        Assert.Null(reader.Current.Text);
        ExampleSet set = ExampleSet.Read(Rows.Source(Features, "{\"f\":{\"1\":2},\"label\":\"a\"}"), featurizer: null);
        Assert.Equal((1, 2), (set.Count, set.FeatureCount));
    }

    [Theory]
    [InlineData("{\"label\":\"a\"}", "data:1:0: found no property \"f\"; expected one")]
    [InlineData("{\"f\":null,\"label\":\"a\"}", "data:1:6: found null in \"f\"; expected an object or an array of pairs")]
    [InlineData("{\"f\":\"1:2\",\"label\":\"a\"}", "data:1:6: found a string in \"f\"; expected an object or an array of pairs")]
    [InlineData("{\"label\":\"é\",\"f\":{\"1\":2,\"x\":3}}", "data:1:25: found the index \"x\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\"\":3}}", "data:1:7: found the index \"\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\"-1\":3}}", "data:1:7: found the index \"-1\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\" 1\":3}}", "data:1:7: found the index \" 1\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\"2147483647\":3}}", "data:1:7: found the index \"2147483647\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\"99999999999\":3}}", "data:1:7: found the index \"99999999999\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":[[1.0,3]]}", "data:1:8: found the index \"1.0\"; expected a whole number from 0 to 2147483646")]
    [InlineData("{\"f\":{\"1\":\"2\"}}", "data:1:11: found a string as a value; expected a finite number")]
    [InlineData("{\"f\":{\"1\":1e99}}", "data:1:11: found the value \"1e99\"; expected a finite number")]
    [InlineData("{\"f\":{\"1\":2,\"0\":2,\"1\":3}}", "data:1:19: found the index 1 twice; expected each index once")]
    [InlineData("{\"f\":[[7,2],[7,2]]}", "data:1:14: found the index 7 twice; expected each index once")]
    [InlineData("{\"f\":[0.5]}", "data:1:7: found a number as a feature; expected a pair [index, value]")]
    [InlineData("{\"f\":[[]]}", "data:1:8: found the end of the array as an index; expected a pair [index, value]")]
    [InlineData("{\"f\":[[\"1\",2]]}", "data:1:8: found a string as an index; expected a pair [index, value]")]
    [InlineData("{\"f\":[[1]]}", "data:1:9: found the end of the array as a value; expected a finite number")]
    [InlineData("{\"f\":[[1,2,3]]}", "data:1:12: found a number after the value; expected a pair [index, value]")]
    public void FaultsInFeaturesSayWhereWhatWasFoundAndWhatWasExpected(string row, string message) =>
        Assert.Equal(message, Rows.Fault(Features, row));

    [Fact]
    public void AFaultyRowLeavesNoFeaturesBehind() => Assert.Equal(
        2,
        DataReport.Inspect(Rows.Source(Features, """
            {"f": [[1, 2], [3, null]], "label": "a"}
            {"f": [[1, 2]], "label": "a"}
            {"f": [[1, 2], [1, 2]], "label": "a"}
            """)).FaultCount);
}
