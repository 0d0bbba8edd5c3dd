using System.Buffers.Binary;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Models;

public sealed class EncoderSectionTests
{
    private static readonly byte[] Encoded = SampleModel.Save(SampleModel.Create(ModelShape.Encoded));

    public static IEnumerable<object[]> Encoders => from encoder in (string[])["6r", "6", "6r 5r", "6r 5 33r"] select new object[] { encoder };

    [Theory]
    [MemberData(nameof(Encoders))]
    public void EveryEncoderComesBackWithTheSamePredictionsAndTheSameBytes(string encoder)
    {
        foreach (ModelShape shape in Shapes(encoder))
        {
            Model model = SampleModel.Create(shape);
            byte[] bytes = SampleModel.Save(model);

            Model loaded = ModelFile.Load(bytes, "model");

            Assert.Equal(SampleModel.Describe(new Classifier(model)), SampleModel.Describe(new Classifier(loaded)));
            Assert.Equal(bytes, SampleModel.Save(loaded));
            Assert.Equal(
                ((LayeredEncoder)model.Heads.Encoder!).Layers.Select(layer => (layer.Weights.Rows, layer.Weights.Columns, layer.IsRectified)),
                ((LayeredEncoder)loaded.Heads.Encoder!).Layers.Select(layer => (layer.Weights.Rows, layer.Weights.Columns, layer.IsRectified)));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void APredictorWithAnEncoderAllocatesNothingOnceWarm(string encoder)
    {
        foreach (ModelShape shape in Shapes(encoder))
        {
            Predictor predictor = new Classifier(SampleModel.Create(shape)).CreatePredictor();
            float[] dense = [1, 0, 2, -1];
            int[] indices = [0, 3, 8];
            float[] values = [1, 2, -1];
            void Predict()
            {
                predictor.Predict(Codeword.Data.Features.Dense(dense), 5);
                predictor.Predict(Codeword.Data.Features.Sparse(indices, values), 5);
            }

            Assert.True(Allocations.WhenWarm(Predict) == 0, shape.ToString());
        }
    }

    [Fact]
    public void MemoryUseCountsTheEncoderAsTheFileDoes()
    {
        MemoryUse use = new Classifier(SampleModel.Create(ModelShape.Encoded)).MemoryUse;
        int Length(string tag) => ModelBytes.Sections(Encoded).Single(section => section.Tag == tag).Bytes.Length;

        Assert.Equal((Length("ENCW"), Length("WGTS")), (use.Encoder, use.Heads));
        Assert.Equal(4 * ((10 * 6) + (7 * 5)), use.Encoder);
    }

    [Theory]
    [InlineData("kind", 0, 3, "byte 4: found an encoder of the kind 3; expected 1 or 2")]
    [InlineData("inputs", 0, 0, "found an encoder of 0 inputs; expected 1 to 2147483647")]
    [InlineData("inputs", 0, -1, "found an encoder of 18446744073709551615 inputs; expected 1 to 2147483647")]
    [InlineData("inputs", 0, 11, "found 380 bytes; expected 404, as the encoder's weights of the format Float32 take")]
    [InlineData("layers", 0, 0, "found an encoder of 0 layers; expected 1 to 8")]
    [InlineData("layers", 0, 3, "found a count of 3; expected at most 2")]
    [InlineData("layers", 0, 1, "found 8 more bytes; expected the section's end")]
    [InlineData("outputs", 0, 0, "found an encoder's layer of 0 outputs; expected at least 1")]
    [InlineData("outputs", 1, -5, "found an encoder's layer of -5 outputs; expected at least 1")]
    [InlineData("outputs", 1, int.MaxValue, "found 380 bytes; expected 60129542356, as the encoder's weights of the format Float32 take")]
    [InlineData("rectifier", 1, 2, "found 2 for the rectifier; expected 0 or 1")]
    public void AFieldThatCannotBeIsNamed(string name, int number, int value, string expected)
    {
        ModelBytes.Field field = ModelBytes.Fields(Encoded).Where(field => field.Section == "ENCO" && field.Name == name).ElementAt(number);

        AssertRefused(expected, ModelBytes.With(Encoded, "ENCO", bytes => Put(bytes, field.Offset, field.Size, value)));
    }

    [Fact]
    public void MoreLayersThanAnEncoderHasAreNamed() => AssertRefused(
        "found an encoder of 9 layers; expected 1 to 8",
        ModelBytes.With(Encoded, "ENCO", bytes => [.. Put(bytes, 12, 8, 9), .. new byte[7 * 8]]));

    [Theory]
    [InlineData(0x7FC00000)]
    [InlineData(0x7F800000)]
    public void AWeightThatIsNoNumberIsNamed(int bits) => AssertRefused(
        "found a weight that is not finite among weights 60 to 94; expected numbers",
        ModelBytes.With(Encoded, "ENCW", bytes => Put(bytes, 4 * 70, 4, bits)));

    [Fact]
    public void SectionsThatAreMissingOrCutAreNamed()
    {
        AssertRefused("found 376 bytes; expected 380, as the encoder's weights of the format Float32 take", ModelBytes.With(Encoded, "ENCW", bytes => bytes[..^4]));
        AssertRefused("ENCW", ModelBytes.Join(ModelBytes.Sections(Encoded).Where(section => section.Tag != "ENCW")));
        AssertRefused("as the heads' weights of the format Float32 take", ModelBytes.Join(ModelBytes.Sections(Encoded).Where(section => section.Tag is not ("ENCO" or "ENCW"))));
    }

    [Fact]
    public void AnEncoderThatDoesNotFitTheTransformIsNamed()
    {
        byte[] other = SampleModel.Save(SampleModel.Create(ModelShape.Encoded with { Encoder = "6r" }));
        ModelBytes.Field features = ModelBytes.Fields(other).Where(field => field.Section == "HEAD").ElementAt(1);

        AssertRefused(
            "found heads of 9 inputs, or hashed ones, on an encoder of 10; expected as many, none hashed",
            ModelBytes.With(other, "HEAD", bytes => Put(bytes, features.Offset, 4, 8)));
    }

    [Theory]
    [InlineData("branches", 0, 0, "found an encoder of 0 branches; expected at least 1")]
    [InlineData("branches", 0, 100, "found a count of 100; expected at most")]
    [InlineData("hash rows", 1, -1, "found an encoder's branch over -1 hashed inputs; expected 0 to 1073741823")]
    [InlineData("hash rows", 1, 1 << 29, "as the encoder's weights of the format Float32 take")]
    [InlineData("layers", 2, 0, "found an encoder of 0 layers; expected 1 to 8")]
    [InlineData("layers", 2, 9, "found a count of 9; expected at most 2")]
    [InlineData("outputs", 5, -1, "found an encoder's layer of -1 outputs; expected at least 1")]
    [InlineData("inputs", 0, 11, "found heads of 10 inputs, or hashed ones, on an encoder of 11; expected as many, none hashed")]
    public void AFieldOfBranchesThatCannotBeIsNamed(string name, int number, int value, string expected)
    {
        byte[] file = SampleModel.Save(SampleModel.Create(ModelShape.Branched));
        ModelBytes.Field field = ModelBytes.Fields(file).Where(field => field.Section == "ENCO" && field.Name == name).ElementAt(number);

        AssertRefused(expected, ModelBytes.With(file, "ENCO", bytes => Put(bytes, field.Offset, field.Size, value)));
    }

    [Fact]
    public void BranchesThatNoHeadsReadAreNamed()
    {
        byte[] file = SampleModel.Save(SampleModel.Create(ModelShape.Branched));
        List<(string Tag, byte[] Bytes)> other = ModelBytes.Sections(SampleModel.Save(SampleModel.Create(ModelShape.Branched with { Columns = "hashed shuffled" })));
        byte[] Other(string tag) => other.Single(section => section.Tag == tag).Bytes;

        AssertRefused(
            "found 3 groups of heads; expected 2, one for each branch of the encoder",
            ModelBytes.Join(ModelBytes.Sections(file).Select(section => section.Tag is "ENCO" or "ENCW" ? (section.Tag, Other(section.Tag)) : section)));
    }

    [Fact]
    public void SparseWeightsOfAnEncoderAreRefused() => AssertRefused(
        "found sparse weights; expected the encoder's in another format",
        ModelBytes.Join([.. ModelBytes.Sections(Encoded), ("EFMT", [4, 0, 0, 0])]));

    private static IEnumerable<ModelShape> Shapes(string encoder) =>
        from shape in (ModelShape[])[ModelShape.Bits, ModelShape.Sparse, ModelShape.Sparse with { Columns = "identity", Decoder = new Decoder(DecoderKind.Mean) }]
        select shape with { Encoder = encoder };

    private static byte[] Put(byte[] bytes, int offset, int size, int value)
    {
        byte[] whole = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(whole, value);
        whole.AsSpan(0, size).CopyTo(bytes.AsSpan(offset));
        return bytes;
    }

    private static void AssertRefused(string expected, byte[] bytes)
    {
        string message = Assert.Throws<InvalidDataException>(() => ModelFile.Load(bytes, "model")).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Matches("^model.*[^.]\\.$", message);
    }
}
