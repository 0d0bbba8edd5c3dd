using System.Buffers.Binary;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;

namespace Codeword.Tests.Models;

public sealed class RetiredSectionTests
{
    private static readonly ModelShape[] Shapes = [ModelShape.Text, ModelShape.Sparse, ModelShape.Bits, ModelShape.Encoded, ModelShape.Branched];

    [Fact]
    public void RetiredClassesComeBackWithTheSamePredictionsAndTheSameBytes()
    {
        foreach (ModelShape shape in Shapes)
        {
            Classifier retired = new Classifier(SampleModel.Create(shape)).Retire([new LabelId(11), new LabelId(0), new LabelId(5)]);
            byte[] bytes = SampleModel.Save(retired.Model);

            var loaded = new Classifier(ModelFile.Load(bytes, "model"));

            Assert.Equal([0, 5, 11], loaded.Labels.Retired.Select(id => id.Value));
            Assert.Equal(12, loaded.Labels.Count);
            Assert.Equal(SampleModel.Describe(retired), SampleModel.Describe(loaded));
            Assert.Equal(bytes, SampleModel.Save(loaded.Model));
            Assert.Equal([0, 0, 0, 0, 5, 0, 0, 0, 11, 0, 0, 0], ModelBytes.Sections(bytes).Single(section => section.Tag == "RETD").Bytes);
        }
    }

    [Fact]
    public void ScoresOfTheOthersStayBitForBit()
    {
        foreach (ModelShape shape in Shapes.Concat(ModelShape.Decoders.Select(pair => ModelShape.Sparse with { Loss = pair.Loss, Decoder = pair.Decoder }))
            .Concat(ModelShape.BitDecoders.Select(decoder => ModelShape.Bits with { Decoder = decoder })))
        {
            var model = new Classifier(SampleModel.Create(shape));
            string[] before = Scores(model);
            string[] after = Scores(model.Retire([new LabelId(3), new LabelId(4)]));

            Assert.DoesNotContain(after, line => line.Split(' ')[1] is "3" or "4");
            if (shape.Decoder.Kind != Codeword.Decoding.DecoderKind.Exact)
            {
                Assert.Equal(before.Where(line => line.Split(' ')[1] is not ("3" or "4")), after);
            }
        }
    }

    [Fact]
    public void ANameMayStandTwiceWhereAllButOneOfItAreRetired()
    {
        Model model = SampleModel.Create(ModelShape.Text);
        byte[] bytes = SampleModel.Save(new Classifier(model).Retire([new LabelId(1)]).Model);
        byte[] twice = ModelBytes.With(bytes, "LABL", Renamed);

        Model loaded = ModelFile.Load(twice, "model");
        Assert.Equal("class 0", loaded.Labels[new LabelId(1)]);
        Assert.True(loaded.Labels.TryGet("class 0", out LabelId id));
        Assert.Equal(0, id.Value);
        Assert.EndsWith(
            "found a label twice; expected each name once.",
            Refusal(ModelBytes.With(SampleModel.Save(model), "LABL", Renamed)), StringComparison.Ordinal);

        static byte[] Renamed(byte[] labels)
        {
            labels.AsSpan(12, 7).CopyTo(labels.AsSpan(12 + 11));   // class 0 over class 1
            return labels;
        }
    }

    [Theory]
    [InlineData("found 0 bytes; expected 4 for each of 1 to 11 retired classes of 12")]
    [InlineData("found 48 bytes; expected 4 for each of 1 to 11 retired classes of 12", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]
    [InlineData("found the retired class 12 at place 0; expected ids that ascend from 0 and stay below 12", 12)]
    [InlineData("found the retired class -1 at place 0; expected ids that ascend from 0 and stay below 12", -1)]
    [InlineData("found the retired class 3 at place 1; expected ids that ascend from 0 and stay below 12", 3, 3)]
    [InlineData("found the retired class 2 at place 1; expected ids that ascend from 0 and stay below 12", 3, 2)]
    public void ASectionThatCannotBeIsNamed(string expected, params int[] ids)
    {
        byte[] bytes = SampleModel.Save(new Classifier(SampleModel.Create(ModelShape.Bits)).Retire([new LabelId(1)]).Model);
        byte[] content = new byte[ids.Length * 4];
        for (int i = 0; i < ids.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4 * i), ids[i]);
        }

        Assert.Contains("section RETD: " + expected, Refusal(ModelBytes.With(bytes, "RETD", _ => content)), StringComparison.Ordinal);
        Assert.Contains("found 3 bytes", Refusal(ModelBytes.With(bytes, "RETD", _ => [1, 0, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void ShuffledDigitsOfAddedClassesComeBack()
    {
        Model model = Extended();
        byte[] bytes = SampleModel.Save(model);
        Model loaded = ModelFile.Load(bytes, "model");

        Assert.Equal(bytes, SampleModel.Save(loaded));
        var column = Assert.IsType<ShuffledColumn>(loaded.Codebook.Columns[1]);
        Assert.Equal((10, 12), (column.Dealt, column.Classes));
        Assert.Equal([4, 1], column.Added.ToArray());
        Assert.Equal(SampleModel.Describe(new Classifier(model)), SampleModel.Describe(new Classifier(loaded)));
        Assert.Equal(model.Codebook.StoredBytes, new Classifier(loaded).MemoryUse.Codebook);
    }

    [Theory]
    [InlineData(0, "found a shuffled digit of 0 classes and others added later; expected 1 to 11")]
    [InlineData(12, "found a shuffled digit of 12 classes and others added later; expected 1 to 11")]
    [InlineData(-1, "found a shuffled digit of -1 classes and others added later; expected 1 to 11")]
    [InlineData(11, "found a digit")]
    public void AWrongNumberOfDealtClassesIsNamed(int dealt, string expected)
    {
        byte[] bytes = SampleModel.Save(Extended());
        ModelBytes.Field field = ModelBytes.Fields(bytes).Single(field => field.Name == "dealt");
        string message = Refusal(ModelBytes.With(bytes, "CODE", content =>
        {
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(field.Offset), dealt);
            return content;
        }));
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    /// <summary>A model of the text shape whose last two classes were added to its shuffled column.</summary>
    internal static Model Extended()
    {
        Model model = SampleModel.Create(ModelShape.Text);
        DigitColumn[] columns = [.. model.Codebook.Columns];
        columns[1] = new ShuffledColumn(10, columns[1].Buckets, 5, [4, 1]);
        return new Model(
            model.Info, model.Labels, [.. model.LabelRows], new Codebook(columns), model.Heads, model.Decoder, model.Probabilities, model.Featurizer);
    }

    private static string[] Scores(Classifier model) =>
        [.. SampleModel.Describe(model).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(' ')])];

    private static string Refusal(byte[] bytes) => Assert.Throws<InvalidDataException>(() => ModelFile.Load(bytes, "model")).Message;
}
