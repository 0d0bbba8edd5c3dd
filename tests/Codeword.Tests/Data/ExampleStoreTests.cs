using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;
using Codeword.Tests.Training;

namespace Codeword.Tests.Data;

public sealed class ExampleStoreTests : IDisposable
{
    private static readonly LibsvmFormat Libsvm = new() { IndexBase = IndexBase.Zero };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2500)]
    public void AStoreHoldsTheRowsOfItsSource(int rows)
    {
        string lines = Synthetic.Lines(text: false, multiLabel: true, rows, seed: 1);
        RequireSame(ExampleSet.Read(Rows.Source(Libsvm, lines), null), Rows.Source(Libsvm, lines));
    }

    [Fact]
    public void WeightsLabellessAndEmptyRowsAreKept()
    {
        const string Lines = """
            {"f":{"0":1,"7":2.5},"l":["a","b"],"w":0.25}
            {"f":{},"l":["b"],"w":1}
            {"f":{"3":-1},"l":[],"w":7}
            """;
        var format = new JsonLinesFormat { FeaturesProperty = "f", LabelProperty = "l", WeightProperty = "w" };
        RequireSame(ExampleSet.Read(Rows.Source(format, Lines), null), Rows.Source(format, Lines));
    }

    [Fact]
    public void TextBecomesFeaturesWhenTheStoreIsWritten()
    {
        string path = _folder.File("a.examples");
        ExampleSource source = Synthetic.Source(text: true, multiLabel: false, 200, seed: 1);
        ExampleStore.Write(source, new TextFeaturizerOptions { WordNGrams = 1 }, path);
        using var store = ExampleStore.Open(path);

        Assert.Equal(new TextFeaturizerOptions { WordNGrams = 1 }, store.Featurizer!.Options);
        Assert.IsType<TextFormat>(store.Format);
        RequireSame(ExampleSet.Read(source, store.Featurizer), store.Examples);
    }

    [Fact]
    public void RowsLeftOutLeaveTheOthersInOrder()
    {
        ExampleSet memory = Synthetic.Examples(multiLabel: true, 1500, seed: 2);
        using ExampleStore store = Store(Synthetic.Source(text: false, multiLabel: true, 1500, seed: 2));
        int[] held = [.. Enumerable.Range(0, 1500).Where(row => row is 0 or 1 or 700 or 1499 || row % 97 == 5)];
        int[] rest = [.. Enumerable.Range(0, 1500).Except(held)];

        RequireSame(memory.Subset(rest), store.Examples.Except(held));
        RequireSame(memory.Subset(rest), memory.Except(held));
        RequireSame(memory.Subset(held), store.Examples.Subset(held));
        Assert.NotNull(store.Examples.Except(held).StoreFolder);
        Assert.Null(store.Examples.Subset(held).StoreFolder);
    }

    [Fact]
    public void AFaultOfTheSourceLeavesTheFileThatWasThere()
    {
        string path = _folder.Write("a.examples", [1, 2, 3]);
        Assert.Throws<DataFormatException>(() => ExampleStore.Write(Rows.Source(Libsvm, "a 0:1\nb 0:x\n"), new(), path));
        Assert.Equal(
            "data: found no examples; expected at least one",
            Assert.Throws<DataFormatException>(() => ExampleStore.Write(Rows.Source(Libsvm, ""), new(), path)).Message);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a.examples"], _folder.Names());
    }

    [Fact]
    public void OtherFilesAreNoStores()
    {
        Assert.False(ExampleStore.IsStore(_folder.File("none")));
        Assert.False(ExampleStore.IsStore(_folder.Write("text", "a 0:1\n"u8.ToArray())));
        Assert.False(ExampleStore.IsStore(_folder.Write("model", SampleModel.Save(SampleModel.Create(ModelShape.Sparse)))));
        Assert.Equal(
            $"{_folder.File("model")}: found a file of kind MODL; expected EXMP.",
            Assert.Throws<InvalidDataException>(() => ExampleStore.Open(_folder.File("model"))).Message);
    }

    // Sections ROWS (words: rows, values, labels, weights?, starts of rows, starts of labels, labels, indices, values), CHNK, LABL, INFO.
    [Theory]
    [InlineData("ROWS", 0, 3, "chunk 0: found 21 words that begin with no head; expected 2 rows")]
    [InlineData("ROWS", 3, 7, "chunk 0: found 21 words that begin with no head; expected 2 rows")]
    [InlineData("ROWS", 1, 5, "chunk 0: found 21 words; expected other, as its head counts 5 values and 3 labels")]
    [InlineData("ROWS", 5, 6, "chunk 0: found rows that do not follow each other; expected each to begin where the one before ends")]
    [InlineData("ROWS", 10, 2, "chunk 0: found features or labels in its row 0 that do not ascend below 10 and 2; expected that they do")]
    [InlineData("ROWS", 13, 10, "chunk 0: found features or labels in its row 0 that do not ascend below 10 and 2; expected that they do")]
    [InlineData("ROWS", 14, -1, "chunk 0: found features or labels in its row 0 that do not ascend below 10 and 2; expected that they do")]
    [InlineData("ROWS", 17, 0x7FC00000, "chunk 0: found a value that is no number, or a weight that is not above 0; expected finite numbers")]
    [InlineData("CHNK", 2, 20, "found chunks that do not follow each other; expected that they fill 21 words")]
    [InlineData("INFO", 0, 1025, "byte 74: found 1025 rows of 10 features in 1 chunks; expected 1024 rows in each chunk but the last")]
    [InlineData("INFO", 1, -1, "byte 74: found 2 rows of -1 features in 1 chunks; expected 1024 rows in each chunk but the last")]
    public void AForgedStoreIsRefusedInOneSentence(string section, int word, int value, string problem)
    {
        string path = _folder.File("a.examples");
        ExampleStore.Write(Rows.Source(Libsvm, "a,b 0:1 2:3 9:4\nb 1:1\n"), new(), path);
        byte[] forged = ModelBytes.Join(ModelBytes.Sections(File.ReadAllBytes(path)).Select(part =>
        {
            if (part.Tag == section)
            {
                BitConverter.TryWriteBytes(part.Bytes.AsSpan(4 * word), value);
            }

            return part;
        }), "EXMP");
        File.WriteAllBytes(path, forged);

        string message = Assert.Throws<InvalidDataException>(() => ExampleStore.Open(path)).Message;
        Assert.Equal($"{path}: section {section}: {problem}.", message);
    }

    [Fact]
    public void MutantsAreRefusedOrReadToTheirLastRow()
    {
        string path = _folder.File("a.examples");
        ExampleStore.Write(Synthetic.Source(text: true, multiLabel: true, 40, seed: 3), new(), path);
        byte[] whole = File.ReadAllBytes(path);
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            var random = SplitMix64.ForPart(4, (ulong)i);
            byte[] mutant = [.. whole];
            for (int edits = 1 + random.NextIndex(3); edits > 0; edits--)
            {
                mutant[128 + random.NextIndex(whole.Length - 128 - (5 * 64))] = (byte)random.NextIndex(256);
            }

            File.WriteAllBytes(path, SampleFile.Reseal(mutant));
            try
            {
                using var store = ExampleStore.Open(path);
                for (int row = 0; row < store.Examples.Count; row++)
                {
                    Assert.All(store.Examples.Row(row).Indices.ToArray(), index => Assert.InRange(index, 0, store.Examples.FeatureCount - 1));
                    Assert.All(store.Examples.LabelsOf(row).ToArray(), label => Assert.InRange(label.Value, 0, store.Examples.Labels.Count - 1));
                }

                read++;
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 100, 2900);
    }

    private ExampleStore Store(ExampleSource source)
    {
        string path = _folder.File("b.examples");
        ExampleStore.Write(source, new TextFeaturizerOptions(), path);
        return ExampleStore.Open(path);
    }

    private void RequireSame(ExampleSet expected, ExampleSource source)
    {
        using ExampleStore store = Store(source);
        RequireSame(expected, store.Examples);
    }

    private static void RequireSame(ExampleSet expected, ExampleSet found)
    {
        Assert.Equal(
            (expected.Count, expected.FeatureCount, expected.NonZeros, expected.IsMultiLabel), (found.Count, found.FeatureCount, found.NonZeros, found.IsMultiLabel));
        Assert.Equal(expected.Labels.Names, found.Labels.Names);
        for (int row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected.Row(row).Indices, found.Row(row).Indices);
            Assert.Equal(expected.Row(row).Values, found.Row(row).Values);
            Assert.Equal(expected.LabelsOf(row), found.LabelsOf(row));
            Assert.Equal(expected.WeightOf(row), found.WeightOf(row));
        }
    }
}
