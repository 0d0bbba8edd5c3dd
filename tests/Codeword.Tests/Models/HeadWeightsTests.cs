using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Tests.Models;

public sealed class HeadWeightsTests
{
    public static TheoryData<WeightFormat> Packed => [.. Enum.GetValues<WeightFormat>().Skip(1)];

    [Theory]
    [MemberData(nameof(Packed))]
    public void RowsAreAddedAsTheStoredNumbersSay(WeightFormat format)
    {
        foreach (int columns in new[] { 1, 15, 16, 17, 63, 64, 65, 128, 200, 700 })
        {
            WeightMatrix exact = Draw(40, columns, seed: (ulong)columns);
            HeadWeights packed = exact.To(format, threshold: 0.8f);
            Assert.Equal((40L, columns, format), (packed.Rows, packed.Columns, packed.Format));
            for (int row = 0; row < 40; row++)
            {
                // A row added once to nothing is the row; another multiple, on top of something, is the sum up to rounding.
                float[] own = new float[columns], sum = [.. Enumerable.Range(0, columns).Select(i => i / 7f)];
                packed.AddRow(1, row, own);
                packed.AddRow(-2.5f, row, sum);
                for (int i = 0; i < columns; i++)
                {
                    Assert.Equal(Expected(format, exact, row, i), own[i], Tolerance(format) * Largest(exact, row));
                    Assert.Equal((i / 7f) - (2.5f * own[i]), sum[i], 1e-4f);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void WeightsThatAreZeroStayZeroAndWholeRowsOfThemToo(WeightFormat format)
    {
        WeightMatrix exact = Draw(10, 150, seed: 3);
        exact.Row(4).Clear();
        for (int row = 0; row < 10; row++)
        {
            exact.Row(row)[70] = 0;
        }

        HeadWeights packed = exact.To(format, threshold: 0.1f);
        for (int row = 0; row < 10; row++)
        {
            float[] own = new float[150];
            packed.AddRow(3, row, own);
            Assert.Equal(0, own[70]);
            Assert.True(row != 4 || own.All(weight => weight == 0));
        }
    }

    [Fact]
    public void BytesAreCountedAsTheFormatsSay()
    {
        WeightMatrix exact = Draw(10, 100, seed: 5);
        Assert.Equal(4000, exact.StoredBytes);
        Assert.Equal(2000, exact.To(WeightFormat.Float16).StoredBytes);
        Assert.Equal(1000 + (2 * 2 * 10), exact.To(WeightFormat.Int8).StoredBytes);
        Assert.Equal(500 + (2 * 2 * 10), exact.To(WeightFormat.Int4).StoredBytes);
        var sparse = (SparseWeights)exact.To(WeightFormat.Sparse, 0.8f);
        Assert.Equal(exact.Blocks.Sum(block => block.Count(weight => Math.Abs(weight) >= 0.8f)), sparse.Kept);
        Assert.Equal(sparse.Kept + ((sparse.Kept + 1) / 2) + (2 * 10), sparse.StoredBytes);
    }

    [Fact]
    public void FourBitsFitBetterThanEqualStepsWould()
    {
        // Weights as of linear heads: many small ones, few large ones.
        var random = new SplitMix64(2);
        var exact = new WeightMatrix(200, 128);
        foreach (ref float weight in exact.Blocks[0].AsSpan())
        {
            weight = MathF.Pow(random.NextGaussian(), 3);
        }

        double error = 0, equal = 0;
        HeadWeights packed = exact.To(WeightFormat.Int4);
        for (int row = 0; row < 200; row++)
        {
            float[] own = new float[128];
            packed.AddRow(1, row, own);
            for (int i = 0; i < 128; i++)
            {
                float step = exact.Row(row)[(i / 64 * 64)..((i / 64 * 64) + 64)].ToArray().Max(Math.Abs) / 7;
                error += Math.Pow(own[i] - exact.Row(row)[i], 2);
                equal += Math.Pow((step * MathF.Round(exact.Row(row)[i] / step)) - exact.Row(row)[i], 2);
            }
        }

        Assert.InRange(error, 0, 0.6 * equal);
    }

    [Fact]
    public void LongWaysBetweenSparseWeightsAreBridged()
    {
        var exact = new WeightMatrix(3, 2000);
        int[] places = [0, 254, 255, 256, 510, 511, 1500, 1999];
        foreach (int place in places)
        {
            exact.Row(1)[place] = place % 2 == 0 ? 1 : -2;
        }

        exact.Row(2)[1999] = 1;
        var packed = (SparseWeights)exact.To(WeightFormat.Sparse, 0.5f);
        for (int row = 0; row < 3; row++)
        {
            float[] own = new float[2000];
            packed.AddRow(1, row, own);
            Assert.Equal(exact.Row(row).ToArray(), own);
        }

        Assert.Equal([0, places.Length + 3 + 1, 1 + 7], packed.Counts);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void TheShareOfWeightsKeptIsThatAskedFor(double share)
    {
        WeightMatrix[] matrices = [Draw(50, 90, seed: 1), Draw(30, 70, seed: 2)];
        float threshold = WeightThreshold.Of(matrices, share);
        int kept = matrices.Sum(matrix => matrix.Blocks.Sum(block => block.Count(weight => Math.Abs(weight) >= threshold)));
        Assert.Equal((int)(share * 6600), kept);
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightThreshold.Of(matrices, 0));
    }

    [Fact]
    public void EqualWeightsAreKeptAllOrNoneAndAlwaysSome()
    {
        var equal = new WeightMatrix(10, 10);
        equal.Blocks[0].AsSpan().Fill(-0.5f);
        Assert.Equal(0.5f, WeightThreshold.Of([equal], 0.01));
        equal.Row(3)[4] = 0.501f;
        Assert.Equal(0.501f, WeightThreshold.Of([equal], 0.3));
        equal.Row(3)[4] = 7;
        Assert.InRange(WeightThreshold.Of([equal], 0.3), MathF.BitIncrement(0.5f), 7);
        Assert.Equal(0, WeightThreshold.Of([equal], 1));
    }

    [Theory]
    [InlineData(WeightFormat.Float32, WeightFormat.Int8)]
    [InlineData(WeightFormat.Float16, WeightFormat.Int4)]
    [InlineData(WeightFormat.Int8, WeightFormat.Sparse)]
    public void SectionsOfAnotherFormatAreRefused(WeightFormat format, WeightFormat other)
    {
        byte[] file = SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { Weights = format }));
        byte[] foreign = SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { Weights = other }));
        string[] own = [.. ModelBytes.Sections(file).Select(section => section.Tag)];
        foreach ((string tag, byte[] bytes) in ModelBytes.Sections(foreign).Where(section => !own.Contains(section.Tag) && section.Tag != "WFMT"))
        {
            byte[] forged = ModelBytes.Join([.. ModelBytes.Sections(file), (tag, bytes)]);
            Assert.Contains("have no use for; expected none", Assert.Throws<InvalidDataException>(() => ModelFile.Load(forged, "model")).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void ModelsOfEveryFormatComeBackWithTheSamePredictionsAndTheSameBytes(WeightFormat format)
    {
        foreach (ModelShape shape in (ModelShape[])
            [
                ModelShape.Text, ModelShape.Sparse, ModelShape.Sparse with { HashesInput = true }, ModelShape.Bits, ModelShape.Encoded,
                ModelShape.Sparse with { Columns = "clustered2 clustered4" }, ModelShape.Branched, ModelShape.Branched with { HashesInput = false },
            ])
        {
            Model model = SampleModel.Create(shape with { Weights = format });
            byte[] bytes = SampleModel.Save(model);
            Model loaded = ModelFile.Load(bytes, "model");

            Assert.Equal(format, loaded.Heads.Format);
            Assert.Equal(SampleModel.Describe(new Classifier(model)), SampleModel.Describe(new Classifier(loaded)));
            Assert.Equal(bytes, SampleModel.Save(loaded));
            long stored = ModelBytes.Sections(bytes).Where(section => section.Tag is "WGTS" or "WSCL" or "WCNT").Sum(section => (long)section.Bytes.Length);
            Assert.Equal(stored, new Classifier(loaded).MemoryUse.Heads);
            long encoder = ModelBytes.Sections(bytes).Where(section => section.Tag is "ENCW" or "ESCL").Sum(section => (long)section.Bytes.Length);
            Assert.Equal(encoder, loaded.Heads.Encoder?.StoredBytes ?? 0);
            Assert.All(loaded.Heads.Encoder?.Matrices ?? [], weights => Assert.Equal(format == WeightFormat.Sparse ? WeightFormat.Float32 : format, weights.Format));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void WeightsThatAreNoNumbersAreNotSaved(float weight)
    {
        foreach (ModelShape shape in (ModelShape[])[ModelShape.Text, ModelShape.Sparse])
        {
            Model model = SampleModel.Create(shape);
            ((WeightMatrix)model.Heads.Groups[^1].Weights).Row(2)[1] = weight;
            Assert.StartsWith("A weight became infinite", Assert.Throws<NotFiniteNumberException>(() => SampleModel.Save(model)).Message, StringComparison.Ordinal);
        }

        Model encoded = SampleModel.Create(ModelShape.Encoded);
        ((WeightMatrix)((LayeredEncoder)encoded.Heads.Encoder!).Layers[1].Weights).Row(0)[0] = weight;
        Assert.Throws<NotFiniteNumberException>(() => SampleModel.Save(encoded));
    }

    [Fact]
    public void PackedHeadsAreMadeOfFloat32Alone()
    {
        Heads heads = SampleModel.Create(ModelShape.Text with { Weights = WeightFormat.Int8 }).Heads;
        Assert.Same(heads, heads.To(WeightFormat.Int8));
        Assert.Equal(
            "The weights are stored as Int8; Int4 is made from Float32 alone.", Assert.Throws<InvalidOperationException>(() => heads.To(WeightFormat.Int4)).Message);
    }

    [Theory]
    [InlineData(WeightFormat.Float16, "WGTS", 3, 0x7C00, "found a weight that is not finite; expected numbers")]
    [InlineData(WeightFormat.Int8, "WSCL", 1, 0x7E00, "found a scale that is not finite or below 0; expected numbers from 0 on")]
    [InlineData(WeightFormat.Int4, "WSCL", 0, 0xBC00, "found a scale that is not finite or below 0; expected numbers from 0 on")]
    [InlineData(WeightFormat.Int4, "WFMT", 5, 0x7FC0, "for the level of weights; expected a finite number")]
    [InlineData(WeightFormat.Int8, "WFMT", 0, 9, "found the format of weights 9; expected 0 to 4")]
    [InlineData(WeightFormat.Int8, "WFMT", 0, 0, "found the format of weights 0; expected no such section where weights are Float32")]
    [InlineData(WeightFormat.Int4, "WFMT", 3, 0x4000, "for a level of weights; expected -1 to 1")]
    [InlineData(WeightFormat.Sparse, "WCNT", 2, 0xFFFF, "found 65535 weights in row 2; expected at most")]
    [InlineData(WeightFormat.Sparse, "WCNT", 0, 0, "; expected columns below")]
    [InlineData(WeightFormat.Sparse, "WGTS", 0, 0xFFFF, "; expected columns below")]
    public void WhatCannotBeIsNamed(WeightFormat format, string section, int place, int value, string expected)
    {
        byte[] file = SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { Weights = format }));
        byte[] forged = ModelBytes.With(file, section, bytes =>
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(2 * place), (ushort)value);
            return bytes;
        });
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ModelFile.Load(forged, "model")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void SectionsOfOtherLengthsAreRefused(WeightFormat format)
    {
        byte[] file = SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { Weights = format }));
        foreach (string tag in ModelBytes.Sections(file).Select(section => section.Tag).Where(tag => tag[0] == 'W'))
        {
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(ModelBytes.With(file, tag, bytes => bytes[..^2]), "model"));
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(ModelBytes.With(file, tag, bytes => [.. bytes, 0, 0, 0, 0]), "model"));
        }
    }

    private static float Expected(WeightFormat format, WeightMatrix exact, int row, int column) =>
        format == WeightFormat.Sparse && Math.Abs(exact.Row(row)[column]) < 0.8f ? 0 : exact.Row(row)[column];

    // As a share of a row's largest weight: half a step of each format, and what levels found for all weights leave of the largest.
    private static float Tolerance(WeightFormat format) => format switch
    {
        WeightFormat.Float16 => 1 / 2048f,
        WeightFormat.Int8 => 0.51f / 127,
        WeightFormat.Int4 => 0.25f,
        _ => 0.35f,
    };

    private static float Largest(WeightMatrix weights, int row) => Math.Max(1e-6f, weights.Row(row).ToArray().Max(Math.Abs));

    private static WeightMatrix Draw(int rows, int columns, ulong seed)
    {
        var random = new SplitMix64(seed);
        var weights = new WeightMatrix(rows, columns);
        foreach (ref float weight in weights.Blocks[0].AsSpan())
        {
            weight = random.NextGaussian();
        }

        return weights;
    }
}
