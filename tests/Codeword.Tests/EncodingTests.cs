using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;

namespace Codeword.Tests;

/// <summary>The codes that a model of bits gives instances.</summary>
public sealed class EncodingTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(70)]
    public void BitsAreTheSignsOfTheLogitsInTheOrderOfClassCodes(int bits)
    {
        Model model = SampleModel.Create(ModelShape.Bits with { Columns = $"bits{bits}" });
        Predictor predictor = new Classifier(model).CreatePredictor();
        Assert.Equal((bits + 7) / 8, predictor.CodeBytes);
        var seen = new HashSet<string>();
        for (int input = 0; input < 8; input++)
        {
            byte[] code = [.. Enumerable.Repeat((byte)0xA5, predictor.CodeBytes + 1)];
            float[] logits = new float[bits];
            predictor.Encode(Features.Sparse([input, 8], [1, -2]), code, logits);

            for (int j = 0; j < bits; j++)
            {
                Assert.Equal(LogitOf(model, [input, 8], [1, -2], j), logits[j], 1e-4);
                Assert.Equal(logits[j] > 0, ((code[j / 8] >> (j % 8)) & 1) == 1);
            }

            var asCodes = BinaryCodes.FromSigns(logits, 1, bits);
            byte[] expected = new byte[predictor.CodeBytes];
            asCodes.CopyTo(0, expected);
            Assert.Equal([.. expected, 0xA5], code);   // no bit beyond the k, no byte beyond the code
            seen.Add(Convert.ToHexString(code));
        }

        Assert.True(seen.Count > 1);
    }

    [Fact]
    public void AnExactDecoderNamesTheClassWhoseCodeIsWritten()
    {
        Model model = SampleModel.Create(ModelShape.Bits with { Columns = "bits4", Decoder = new Decoder(DecoderKind.Exact) });
        Predictor predictor = new Classifier(model).CreatePredictor();
        byte[] code = new byte[1];
        byte[] own = new byte[1];
        int named = 0;
        for (int i = 0; i < 64; i++)
        {
            int[] indices = [i % 8, 8];
            float[] values = [1 + (i % 5), -(i / 8)];
            predictor.Encode(Features.Sparse(indices, values), code);
            Prediction[] top = predictor.Predict(Features.Sparse(indices, values)).Top.ToArray();
            foreach (Prediction prediction in top)
            {
                model.Codebook.Bits!.CopyTo(prediction.Label.Value, own);
                Assert.Equal(own, code);
            }

            named += top.Length;
        }

        Assert.True(named > 0);
    }

    [Fact]
    public void EncodingAllocatesNothingOnceWarm()
    {
        foreach (bool text in (bool[])[false, true])
        {
            Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Bits with { Columns = "bits70", HoldsText = text })).CreatePredictor();
            byte[] code = new byte[predictor.CodeBytes];
            float[] logits = new float[70];

            Assert.Equal(0, Allocations.WhenWarm(() => EncodeAll(predictor, text, code, logits)));
        }
    }

    [Fact]
    public void TextIsEncodedAsItsFeaturesAre()
    {
        Model model = SampleModel.Create(ModelShape.Bits with { HoldsText = true });
        Predictor predictor = new Classifier(model).CreatePredictor();
        byte[] ofText = new byte[predictor.CodeBytes];
        byte[] ofFeatures = new byte[predictor.CodeBytes];
        foreach (string text in (string[])["a waterproof tent", "leather", ""])
        {
            predictor.Encode(text, ofText);
            predictor.Encode(model.Featurizer!.Transform(text, new FeatureBuffer()), ofFeatures);
            Assert.Equal(ofFeatures, ofText);
        }
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        Predictor other = new Classifier(SampleModel.Create(ModelShape.Sparse)).CreatePredictor();
        Assert.Equal(0, other.CodeBytes);
        Assert.Equal(
            "The method mach gives instances no code of bits; methods that do are llc, ecoc and hash.",
            Assert.Throws<InvalidOperationException>(() => other.Encode(Features.Sparse([1], [1]), new byte[9])).Message);

        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Bits)).CreatePredictor();
        Assert.Equal(
            "The model was trained on features, not on text: call Encode with features.",
            Assert.Throws<InvalidOperationException>(() => predictor.Encode("text", new byte[2])).Message);
        Assert.StartsWith(
            "Found room for 1 bytes; expected 2 for 9 bits.",
            Assert.Throws<ArgumentException>(() => predictor.Encode(Features.Sparse([1], [1]), new byte[1])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Found room for 8 logits; expected 9, or none.",
            Assert.Throws<ArgumentException>(() => predictor.Encode(Features.Sparse([1], [1]), new byte[2], new float[8])).Message, StringComparison.Ordinal);
    }

    private static void EncodeAll(Predictor predictor, bool text, byte[] code, float[] logits)
    {
        for (int i = 0; i < 8; i++)
        {
            if (text)
            {
                predictor.Encode(i % 2 == 0 ? "a waterproof tent" : "", code, logits);
            }
            else
            {
                predictor.Encode(Features.Sparse([i, 8], [1, -2]), code, logits);
            }
        }
    }

    // The obvious way: the bias is the last row of weights.
    private static double LogitOf(Model model, int[] indices, float[] values, int bit)
    {
        InputTransform transform = model.Heads.Transform;
        double[] powers = [.. values.Select(value => Math.Sign(value) * Math.Pow(Math.Abs(value), transform.Power))];
        double length = Math.Sqrt(powers.Sum(value => value * value));
        WeightMatrix weights = (WeightMatrix)model.Heads.Groups[0].Weights;
        double sum = transform.Bias * weights.Row(weights.Rows - 1)[bit];
        for (int i = 0; i < indices.Length; i++)
        {
            sum += powers[i] / length * weights.Row(indices[i])[bit];
        }

        return sum;
    }
}
