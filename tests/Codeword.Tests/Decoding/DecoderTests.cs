using System.Globalization;
using Codeword.Decoding;

namespace Codeword.Tests.Decoding;

public sealed class DecoderTests
{
    [Theory]
    [InlineData(DecoderKind.Mean)]
    [InlineData(DecoderKind.LogSum)]
    public void MarginsAreNoProbabilities(DecoderKind kind) => Refused(
        new Decoder(kind),
        HeadLoss.SquaredHinge,
        $"The decoder {kind} needs probabilities, but squared-hinge heads give margins; use Hinge, LogitSum, Median or Min.");

    [Theory]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void LogitsAreNoMargins(HeadLoss loss) => Refused(
        new Decoder(DecoderKind.Hinge, 2),
        loss,
        $"The decoder Hinge needs margins, but {loss} heads give logits; use LogSum, LogitSum, Mean, Median or Min.");

    [Theory]
    [InlineData(0f)]
    [InlineData(-1.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AHingeNeedsAPowerAboveNothing(float power)
    {
        Refused(
            new Decoder(DecoderKind.Hinge, power),
            HeadLoss.SquaredHinge,
            string.Create(CultureInfo.InvariantCulture, $"The hinge's power is {power}; expected a number above 0."));
        new Decoder(DecoderKind.Mean, power).Require(HeadLoss.Softmax);   // without meaning for the others
    }

    [Theory]
    [InlineData(HeadLoss.SquaredHinge, "Hinge(3)", new[] { DecoderKind.Mean, DecoderKind.LogSum })]
    [InlineData(HeadLoss.Softmax, "LogSum", new[] { DecoderKind.Hinge })]
    [InlineData(HeadLoss.Logistic, "LogSum", new[] { DecoderKind.Hinge })]
    public void TheDecodersOfALossAreThoseThatGoWithIt(HeadLoss loss, string first, DecoderKind[] others)
    {
        Assert.Equal(first, Decoder.For(loss)[0].ToString());
        Assert.Equal(Decoder.For(loss).Count, Decoder.For(loss).Distinct().Count());
        Assert.All(Decoder.For(loss), decoder => decoder.Require(loss));
        Assert.Equal(
            Enum.GetValues<DecoderKind>().Where(kind => !new Decoder(kind).IsForBitsOnly).Except(others),
            Decoder.For(loss).Select(decoder => decoder.Kind).Distinct().Order());
    }

    [Fact]
    public void APowerIsWrittenAlikeEverywhere() => Assert.Equal("Hinge(1.5)", new Decoder(DecoderKind.Hinge, 1.5f).ToString());

    [Theory]
    [InlineData(1f, new[] { -1f, -3f, 0f, 0f, -0.5f })]
    [InlineData(2f, new[] { -1f, -9f, 0f, 0f, -0.25f })]
    [InlineData(3f, new[] { -1f, -27f, 0f, 0f, -0.125f })]
    [InlineData(4f, new[] { -1f, -81f, 0f, 0f, -0.0625f })]
    [InlineData(1.5f, new[] { -1f, -5.196152f, 0f, 0f, -0.35355338f })]
    public void TheHingeIsRaisedToItsPower(float power, float[] expected)
    {
        float[] margins = [0, -2, 1, 7, 0.5f, .. new float[11]];
        new Decoder(DecoderKind.Hinge, power).MapOutputs(HeadLoss.SquaredHinge, margins, 5, heads: 3);

        Assert.All(expected.Zip(margins), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [InlineData(DecoderKind.LogitSum)]
    [InlineData(DecoderKind.Min)]
    [InlineData(DecoderKind.Median)]
    public void MarginsAreTakenAsTheyAre(DecoderKind kind)
    {
        float[] margins = [0.25f, -3, .. new float[14]];
        new Decoder(kind).MapOutputs(HeadLoss.SquaredHinge, margins, 2, heads: 3);

        Assert.Equal([0.25f, -3], margins[..2]);
    }

    [Fact]
    public void OneBucketSaysNothing()
    {
        float[] outputs = [5, .. new float[15]];
        new Decoder(DecoderKind.Mean).MapOutputs(HeadLoss.Softmax, outputs, 1, heads: 3);

        Assert.Equal(0, outputs[0]);
    }

    [Theory]
    [InlineData(DecoderKind.Exact)]
    [InlineData(DecoderKind.Hamming)]
    [InlineData(DecoderKind.Table)]
    public void DecodersOfBitsNeedBits(DecoderKind kind)
    {
        Refused(new Decoder(kind), HeadLoss.Logistic, $"The decoder {kind} needs a codebook of bits, but the digits are others; use another decoder.");
        new Decoder(kind).Require(HeadLoss.Logistic, ofBits: true);
    }

    [Fact]
    public void OfBitsOnlyLogitsAndTheirDecodersAreTaken()
    {
        static string Refusal(DecoderKind kind, HeadLoss loss) =>
            Assert.Throws<ArgumentException>(() => new Decoder(kind).Require(loss, ofBits: true)).Message;

        Assert.All(
            [DecoderKind.Mean, DecoderKind.Min, DecoderKind.Median, DecoderKind.Hinge],
            kind => Assert.Equal(
                $"The decoder {kind} is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact.", Refusal(kind, HeadLoss.Logistic)));
        Assert.All(
            [HeadLoss.Softmax, HeadLoss.SquaredHinge],
            loss => Assert.Equal($"A codebook of bits needs the logits of Logistic heads, but the heads' loss is {loss}.", Refusal(DecoderKind.LogSum, loss)));
        Assert.Equal(["LogSum", "Hamming"], Decoder.For(HeadLoss.Logistic, ofBits: true).Select(decoder => decoder.ToString()));
    }

    private static void Refused(Decoder decoder, HeadLoss loss, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => decoder.Require(loss)).Message);
}
