using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Models;

public sealed class BranchedEncoderTests
{
    private static readonly int[] Indices = [0, 2, 3, 5, 8, 9];
    private static readonly float[] Values = [1, -2, 0.5f, 3, -0.25f, 1];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EachHeadReadsItsOwnBranch(bool hashes)
    {
        (LayeredEncoder[] branches, HeadGroup[] groups) = Draw(hashes);
        var transform = new InputTransform(9, 1, false, 1);
        var together = new Heads(HeadLoss.Logistic, transform, groups, new BranchedEncoder(branches));
        float[] outputs = Forward(together);

        float[] alone = [.. branches.Zip(groups, (branch, group) => Forward(new Heads(HeadLoss.Logistic, transform, [group], branch))).SelectMany(own => own)];

        Assert.Equal(alone, outputs);
        Assert.Equal(outputs.Length, outputs.Distinct().Count());
    }

    [Fact]
    public void FeaturesAreHashedToTheRowsOfTheFirstLayer()
    {
        var random = new SplitMix64(4);
        var hash = new InputHash(9, 3, 7);
        LayeredEncoder hashed = SampleModel.EncoderOf(hash.Rows, [(5, true), (3, false)], ref random, hash), plain = new(hashed.Layers);
        float[] expected = new float[3], actual = new float[3], scratch = new float[hashed.ScratchLength];
        int[] places = new int[Indices.Length];
        float[] signed = new float[Indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = hash.Place(Indices[i], out float sign);
            signed[i] = sign * Values[i];
        }

        plain.Encode(places, signed, expected, scratch);
        hashed.Encode(Indices, Values, actual, scratch);

        Assert.Equal(expected, actual);
        Assert.Equal((10L, 4L), (hashed.Inputs, plain.Inputs));
    }

    [Fact]
    public void SizesAreSumsOverTheBranches()
    {
        (LayeredEncoder[] branches, _) = Draw(hashes: false);
        var encoder = new BranchedEncoder(branches);

        Assert.Equal((10L, 3 + 4, 2), (encoder.Inputs, encoder.Outputs, encoder.Parts));
        Assert.Equal((branches.Sum(branch => branch.WeightCount), 4 * encoder.WeightCount), (encoder.WeightCount, encoder.StoredBytes));
        Assert.Equal((0..3, 3..7), (encoder.PartOf(0), encoder.PartOf(1)));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        (LayeredEncoder[] branches, HeadGroup[] groups) = Draw(hashes: false);
        var random = new SplitMix64(1);
        static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message.Split(" (Parameter")[0];
        const string Branches = "An encoder without branches, or of branches that take different inputs; expected one or more of the same.";
        LayeredEncoder other = SampleModel.EncoderOf(11, [(3, true)], ref random);
        var transform = new InputTransform(9, 1, false, 1);

        Assert.Equal(Branches, Refusal(() => _ = new BranchedEncoder([])));
        Assert.Equal(Branches, Refusal(() => _ = new BranchedEncoder([branches[0], other])));
        Assert.Equal("A first layer of 11 rows behind a hash to 4.", Refusal(() => _ = new LayeredEncoder(other.Layers, new InputHash(9, 3, 7))));
        Assert.Equal(
            "1 groups of heads behind an encoder of 2 branches; expected one for each.",
            Refusal(() => _ = new Heads(HeadLoss.Logistic, transform, groups[..1], new BranchedEncoder(branches))));
        Assert.Equal(
            "A group of heads has 5 rows of weights; its input has 4.",
            Refusal(() => _ = new Heads(HeadLoss.Logistic, transform, [groups[1], groups[0]], new BranchedEncoder(branches))));
    }

    [Fact]
    public void APredictorAllocatesNothingOnceWarm()
    {
        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Branched)).CreatePredictor();
        void Predict() => predictor.Predict(Codeword.Data.Features.Sparse(Indices, Values), 5);
        Assert.Equal(0, Allocations.WhenWarm(Predict));
    }

    private static (LayeredEncoder[] Branches, HeadGroup[] Groups) Draw(bool hashes)
    {
        var random = new SplitMix64(3);
        var branches = new LayeredEncoder[2];
        for (int i = 0; i < 2; i++)
        {
            InputHash? hash = hashes ? new InputHash(9, 4, (ulong)i) : null;
            branches[i] = SampleModel.EncoderOf(hash?.Rows ?? 10, [(6, true), (3 + i, false)], ref random, hash);
        }

        return (branches, [.. branches.Select((branch, i) => new HeadGroup(Weights(branch.Outputs + 1, 2 + i), null))]);
    }

    private static WeightMatrix Weights(int rows, int columns)
    {
        var random = new SplitMix64((ulong)rows);
        var weights = new WeightMatrix(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float weight in weights.Row(row))
            {
                weight = random.NextGaussian();
            }
        }

        return weights;
    }

    private static float[] Forward(Heads heads)
    {
        float[] outputs = new float[heads.Outputs];
        heads.Forward(Indices, Values, outputs, new float[heads.ScratchLength]);
        return outputs;
    }
}
