using System.Security.Cryptography;
using System.Text;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Retrieval;
using Codeword.Storage;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Models;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsTheHashOfTheTextThatTheFormatDescribes()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Text));
        model.Save(_folder.File("model"));
        using SectionFile file = ModelFile.Open(_folder.File("model"));
        InputTransform input = model.Model.Heads.Transform;
        byte[] features = file[new Tag("TEXT")].AsSpan<byte>().ToArray();
        string text = FormattableString.Invariant($"input {input.FeatureCount} {input.Power} {(input.Normalize ? 1 : 0)} {input.Bias}\n")
            + string.Concat(model.Model.Heads.Groups.Select(group => $"heads {group.Weights.Columns} {group.Hash?.Buckets ?? 0} {group.Hash?.Seed ?? 0}\n"))
            + "text charNGramMax 3\ntext charNGramMin 3\n"
            + $"TEXT {Hash(features[(sizeof(int) + BitConverter.ToInt32(features))..])}\nWGTS {file[new Tag("WGTS")].Sha256}\n";
        Assert.Equal(Hash(Encoding.ASCII.GetBytes(text)), model.Fingerprint);

        static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    [Fact]
    public void AnIndexOfBeforeGoesOnWithTheVeryFile()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        Classifier loaded = Saved(model);
        string table;
        using (SectionFile file = ModelFile.Open(_folder.File("saved")))
        {
            table = file.TableSha256;
        }

        int bits = model.Codebook.Bits!.Bits;
        using LabeledIndex old = new LabeledIndexBuilder(bits, table).Build(), own = model.CreateIndexBuilder().Build(), nameless = new LabeledIndexBuilder(bits, null).Build();
        using LabeledIndex shorter = new LabeledIndexBuilder(bits - 1, null).Build(), foreign = new LabeledIndexBuilder(bits, new string('0', 64)).Build();
        Assert.True(loaded.CanSearch(old) && loaded.CanSearch(own) && loaded.CanSearch(nameless));
        Assert.False(model.CanSearch(old) || loaded.CanSearch(shorter) || loaded.CanSearch(foreign));
        Assert.False(new Classifier(SampleModel.Create(ModelShape.Text)).CanSearch(nameless));
    }

    [Fact]
    public void AModelHasThatOfItsFileAlsoBeforeItIsSaved()
    {
        ModelShape[] shapes = [ModelShape.Text, ModelShape.Bits, ModelShape.Sparse, ModelShape.Encoded, ModelShape.Encoded with { Weights = WeightFormat.Int4 }];
        string[] all = [.. shapes.Select(shape =>
        {
            var model = new Classifier(SampleModel.Create(shape));
            Classifier loaded = Saved(model);
            Assert.Equal(model.Fingerprint, loaded.Fingerprint);
            Assert.Equal(model.Fingerprint, loaded.With(loaded.Candidates).Fingerprint);
            return model.Fingerprint;
        })];
        Assert.Equal(shapes.Length, all.Distinct().Count());
    }

    [Fact]
    public void WhatEncodesAlikeHasTheSame()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        Classifier[] others =
        [
            model.With(new Codeword.Decoding.Decoder(DecoderKind.LogSum)),
            model.WithNovelty(NoveltyRule.OfRadius(3)),
            model.With(new ProbabilityMap(model.Model.Probabilities.IsSoftmax, 2, 0), null),
            model.Retire([new LabelId(1)]),
        ];
        foreach (Classifier other in others)
        {
            Assert.Equal(model.Fingerprint, other.Fingerprint);
            Assert.Equal(model.Fingerprint, Saved(other).Fingerprint);
        }
    }

    [Fact]
    public void AnotherWeightHasAnother()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        string before = model.Fingerprint;
        ((WeightMatrix)model.Model.Heads.Groups[^1].Weights).Row(0)[0] += 1;
        Assert.NotEqual(before, model.Fingerprint);
        Assert.Equal(model.Fingerprint, Saved(model).Fingerprint);
    }

    private Classifier Saved(Classifier model)
    {
        model.Save(_folder.File("saved"));
        return Classifier.Load(_folder.File("saved"));
    }
}
