using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;

namespace Codeword.Tests;

/// <summary>A model with another decoder than its own.</summary>
public sealed class OtherDecoderTests
{
    [Fact]
    public void ItRanksAsAModelMadeWithThatDecoder()
    {
        var own = new Classifier(SampleModel.Create(ModelShape.Bits with { Columns = "bits4" }));
        foreach (Decoder decoder in ModelShape.BitDecoders)
        {
            Model made = SampleModel.Create(ModelShape.Bits with { Columns = "bits4", Decoder = decoder });
            Assert.Equal(ScoresOf(new Classifier(made)), ScoresOf(own.With(decoder)));
            Assert.Equal(decoder, own.With(decoder).Model.Decoder);
        }
    }

    [Fact]
    public void ProbabilitiesAreNoLongerFitted()
    {
        var own = new Classifier(SampleModel.Create(ModelShape.Bits));
        Assert.Same(own, own.With(own.Model.Decoder));
        Assert.Equal(new ProbabilityMap(IsSoftmax: true, 1, 0), own.With(new Decoder(DecoderKind.LogSum)).Model.Probabilities);
        Assert.Equal(new ProbabilityMap(IsSoftmax: false, 1, 0), own.With(new Decoder(DecoderKind.Exact)).Model.Probabilities);

        var several = new Classifier(SampleModel.Create(ModelShape.Text with { IsMultiLabel = true }));
        Assert.Equal(new ProbabilityMap(IsSoftmax: false, 1, 0), several.With(new Decoder(DecoderKind.Median)).Model.Probabilities);
    }

    [Fact]
    public void ADecoderThatDoesNotFitIsRefused() => Assert.Equal(
        "The decoder Hamming needs a codebook of bits, but the digits are others; use another decoder.",
        Assert.Throws<ArgumentException>(() => new Classifier(SampleModel.Create(ModelShape.Sparse)).With(new Decoder(DecoderKind.Hamming))).Message);

    // Without the probabilities.
    private static string ScoresOf(Classifier classifier) =>
        string.Join('\n', SampleModel.Describe(classifier).Split('\n').Select(line => line.Length > 9 ? line[..^9] : line));
}
