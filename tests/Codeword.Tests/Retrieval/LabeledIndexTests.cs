using Codeword.Data;
using Codeword.Retrieval;
using Codeword.Tests.Models;

namespace Codeword.Tests.Retrieval;

public sealed class LabeledIndexTests
{
    /// <summary>Bits, codes, names, fewest and most labels a code, and every how many-th code is removed.</summary>
    public static TheoryData<int, int, int, int, int, int> Shapes => new()
    {
        { 12, 0, 1, 0, 0, 0 }, { 12, 70, 5, 0, 0, 3 }, { 12, 70, 5, 1, 1, 0 }, { 64, 200, 9, 0, 3, 2 }, { 20, 90, 300, 1, 1, 4 }, { 20, 90, 300, 0, 1, 1 }, { 9, 50, 8, 2, 2, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void CodesKeepTheirLabels(int bits, int count, int names, int fewest, int most, int removedEvery)
    {
        var sample = SampleLabels.Draw(bits, count, names, fewest, most, removedEvery);
        sample.Check(sample.Index);
        Assert.Equal((bits, SampleLabels.Model, (long)count), (sample.Index.Codes.Bits, sample.Index.Model, sample.Index.Codes.NextId));
    }

    [Fact]
    public void AnIndexBuiltOnAnotherHasTheCodesOfBoth()
    {
        var sample = SampleLabels.Draw(20, 60, 7, 0, 2, 4);
        LabeledIndexBuilder builder = sample.Index.ToBuilder();
        Assert.Equal(60, builder.Add([1, 2, 3], "new", "label 1"));
        sample.Expected.Add(60, ([1, 2, 3], ["new", "label 1"]));
        Assert.True(builder.Remove(1));
        sample.Expected.Remove(1);
        LabeledIndex both = builder.Build();
        sample.Check(both);
        Assert.Equal(sample.Index.Labels.Names.Append("new"), both.Labels.Names);
        Assert.Equal((SampleLabels.Model, 61L), (both.Model, both.Codes.NextId));
        Assert.Equal(45, sample.Index.Codes.Count);
    }

    [Fact]
    public void ABuilderGoesOnAfterABuild()
    {
        var builder = new LabeledIndexBuilder(8);
        builder.Add([1], "a");
        builder.Add([2], "b");
        builder.Remove(0);
        LabeledIndex first = builder.Build();
        builder.Add([3], "c", "a");
        builder.Remove(1);
        LabeledIndex second = builder.Build();
        Assert.Equal(["b"], Names(first, 1));
        Assert.Equal(["a", "c"], Names(second, 2));
        Assert.Equal((1, 1, 3L), (first.Codes.Count, builder.Count, builder.NextId));
        Assert.Throws<ArgumentOutOfRangeException>(() => second.LabelsOf(1));
    }

    [Fact]
    public void NamesOfRemovedCodesStayAndKeepTheirIds()
    {
        var builder = new LabeledIndexBuilder(8);
        builder.Add([1], "a");
        builder.Add([2], "b");
        builder.Remove(0);
        LabeledIndex index = builder.Build();
        Assert.Equal(["a", "b"], index.Labels.Names);
        Assert.Equal([new LabelId(1)], index.LabelsOf(1));
    }

    [Fact]
    public void EqualContentsAreEqualBytesHoweverTheyCameAbout()
    {
        var direct = new LabeledIndexBuilder(8);
        direct.Add([1], "a");
        direct.Add([2], "b");
        var longWay = new LabeledIndexBuilder(8);
        longWay.Add([1], "a");
        longWay.Add([2], "b");
        longWay.Add([3], "b", "a");
        longWay.Add([4]);
        longWay.Remove(3);
        longWay.Remove(2);
        LabeledIndexBuilder again = longWay.Build().ToBuilder();
        Assert.Equal(Parts(direct.Build()), Parts(again.Build()));
        Assert.Equal(["CODE", "LABL", "LIDS"], Parts(direct.Build()).Select(part => part.Tag));
    }

    [Fact]
    public void WrongCallsAreRefusedAndAddNothing()
    {
        var builder = new LabeledIndexBuilder(12);
        Assert.StartsWith("Found 4 bytes; expected one code of 12 bits.", Assert.Throws<ArgumentException>(() => builder.Add([0, 0, 0, 0], "a")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Found 1 bytes; expected a multiple of 2", Assert.Throws<ArgumentException>(() => builder.Add([0], "a")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Code 0 has a bit beyond its 12", Assert.Throws<ArgumentException>(() => builder.Add([0, 16], "a")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Found the label \"\" empty or twice", Assert.Throws<ArgumentException>(() => builder.Add([0, 0], "a", "")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Found the label \"a\" empty or twice", Assert.Throws<ArgumentException>(() => builder.Add([0, 0], "a", "b", "a")).Message, StringComparison.Ordinal);
        LabeledIndex index = builder.Build();
        Assert.Equal((0, 0, 0L), (index.Codes.Count, index.Labels.Count, index.Codes.NextId));
        Assert.StartsWith("The index has no code of this id.", Assert.Throws<ArgumentOutOfRangeException>(() => index.LabelsOf(0)).Message, StringComparison.Ordinal);
        Assert.False(builder.Remove(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabeledIndexBuilder(513));
        string refusal = Assert.Throws<ArgumentException>(() => new LabeledIndexBuilder(8, "ab")).Message;
        Assert.StartsWith("Found the fingerprint \"ab\"; expected 64 digits of 0-9 and a-f.", refusal, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LabeledIndexBuilder(8, new string('A', 64)));
    }

    [Fact]
    public void ADisposedIndexSaysSo()
    {
        LabeledIndex index = SampleLabels.Draw(8, 3, 2, 1, 1).Index;
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.LabelsOf(0));
        Assert.Throws<ObjectDisposedException>(index.ToBuilder);
        Assert.Throws<ObjectDisposedException>(() => index.Save("never"));
        Assert.Throws<ObjectDisposedException>(() => index.Save(new MemoryStream()));
        Assert.Throws<ObjectDisposedException>(() => index.Codes.Search([0], new Neighbor[1]));
    }

    [Fact]
    public void AModelStartsAnIndexOfItsOwnCodes()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        LabeledIndexBuilder builder = model.CreateIndexBuilder();
        Assert.Equal((model.Codebook.Bits!.Bits, model.Fingerprint), (builder.Bits, builder.Model));
        var other = new Classifier(SampleModel.Create(ModelShape.Sparse));
        Assert.Equal(
            "The method mach gives instances no code of bits; methods that do are llc, ecoc and hash.", Assert.Throws<InvalidOperationException>(other.CreateIndexBuilder).Message);
    }

    // All but how many codes there ever were.
    private static IEnumerable<(string Tag, string Bytes)> Parts(LabeledIndex index) => ModelBytes.Sections(SampleLabels.Save(index))
        .Where(section => section.Tag != "INFO").Select(section => (section.Tag, Convert.ToHexString(section.Bytes)));

    private static IEnumerable<string> Names(LabeledIndex index, long id) => index.LabelsOf(id).Select(label => index.Labels[label]);
}
