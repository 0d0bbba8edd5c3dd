using System.Text;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Storage;
using Codeword.Tests.Storage;
using Decoder = Codeword.Decoding.Decoder;

namespace Codeword.Tests.Models;

public sealed class ModelFileTests
{
    [Theory]
    [InlineData("hashed")]
    [InlineData("shuffled")]
    [InlineData("clustered")]
    [InlineData("clustered2")]
    [InlineData("identity")]
    [InlineData("clustered hashed shuffled identity clustered")]
    public void EveryModelComesBackWithTheSamePredictionsAndTheSameBytes(string columns)
    {
        bool[] both = [false, true];
        var shapes = from pair in ModelShape.Decoders
                     from text in both
                     from hashes in both
                     from multi in both
                     select new ModelShape(columns, pair.Loss, pair.Decoder, text, hashes, multi);
        foreach (ModelShape shape in shapes)
        {
            Model model = SampleModel.Create(shape);
            byte[] bytes = SampleModel.Save(model);

            Model loaded = ModelFile.Load(bytes, "model");

            Assert.True(SampleModel.Describe(new Classifier(model)) == SampleModel.Describe(new Classifier(loaded)), shape.ToString());
            Assert.True(bytes.AsSpan().SequenceEqual(SampleModel.Save(loaded)), shape.ToString());
            Assert.True(bytes.AsSpan().SequenceEqual(SampleModel.Save(model)), shape.ToString());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512)]
    public void BinaryCodesComeBack(int bits)
    {
        foreach (ModelShape shape in from decoder in ModelShape.BitDecoders
                                     from hashes in (bool[])[false, true]
                                     select ModelShape.Bits with { Columns = $"bits{bits}", Decoder = decoder, HashesInput = hashes })
        {
            Model model = SampleModel.Create(shape);
            byte[] bytes = SampleModel.Save(model);

            Model loaded = ModelFile.Load(bytes, "model");

            Assert.True(loaded.Codebook.Bits!.Words.SequenceEqual(model.Codebook.Bits!.Words));
            Assert.Equal(SampleModel.Describe(new Classifier(model)), SampleModel.Describe(new Classifier(loaded)));
            Assert.Equal(bytes, SampleModel.Save(loaded));
            Assert.Equal(20 + (SampleModel.Classes * ((bits + 7) / 8)), ModelBytes.Sections(bytes).Single(section => section.Tag == "CODE").Bytes.Length);
            Assert.Equal(SampleModel.Classes * ((bits + 7) / 8), new Classifier(loaded).MemoryUse.Codebook);
        }
    }

    [Fact]
    public void TheRuleOfNoveltyComesBackAndWithoutOneThereIsNoSection()
    {
        NoveltyRule[] rules =
        [
            NoveltyRule.OfRadius(3), NoveltyRule.At(NoveltyScore.Energy, -0.25f), NoveltyRule.At(NoveltyScore.MaxProbability, float.PositiveInfinity),
            NoveltyRule.Calibrate(NoveltyScore.MaxLogit, [.. Enumerable.Range(0, 30).Select(i => i / 7f)], 0.1),
        ];
        Model plain = SampleModel.Create(ModelShape.Bits);
        foreach (NoveltyRule rule in rules)
        {
            byte[] bytes = SampleModel.Save(plain with { Novelty = rule });

            Model loaded = ModelFile.Load(bytes, "model");

            Assert.Equal(rule, loaded.Novelty);
            Assert.Equal(rule, new Classifier(loaded).Novelty);
            Assert.Equal(bytes, SampleModel.Save(loaded));
            Assert.Equal(SampleModel.Save(plain), SampleModel.Save(loaded with { Novelty = null }));
            Assert.Equal(20, ModelBytes.Sections(bytes).Single(section => section.Tag == "NOVL").Bytes.Length);
            using SectionFile file = SectionFile.FromBytes(bytes, "model", new Tag("MODL"), [.. "INFO LABL CODE HEAD WGTS".Split(' ').Select(tag => new Tag(tag))]);
            Assert.Equal(6, file.Sections.Count);   // Who does not know the section reads the rest.
        }

        Assert.DoesNotContain(ModelBytes.Sections(SampleModel.Save(plain)), section => section.Tag == "NOVL");
    }

    [Fact]
    public void BitsAmongOtherDigitsAreRefused()
    {
        Model a = SampleModel.Create(ModelShape.Bits);
        IReadOnlyList<DigitColumn> bits = a.Codebook.Columns;
        Codebook[] mixed = [new(bits.Reverse()), new([.. bits.SkipLast(1), new ShuffledColumn(SampleModel.Classes, 1, 1)])];

        Assert.All(mixed, codebook => Assert.Equal(
            "The model's parts do not fit together: bits of binary codes stand among other digits, or not all or not in order.",
            Assert.Throws<ArgumentException>(() => new Model(
                a.Info, a.Labels, [.. a.LabelRows], codebook, a.Heads, new Decoder(DecoderKind.LogSum), a.Probabilities, featurizer: null)).Message));
    }

    [Fact]
    public void DigitsOfFourBytesComeBack()
    {
        Model model = SampleModel.Create(ModelShape.Sparse with { Columns = "clustered4 hashed" });
        byte[] bytes = SampleModel.Save(model);

        Model loaded = ModelFile.Load(bytes, "model");

        Assert.True(loaded.Codebook.Columns[0].Buckets > 1 << 16);
        Assert.Equal(SampleModel.Describe(new Classifier(model)), SampleModel.Describe(new Classifier(loaded)));
        Assert.True(bytes.AsSpan().SequenceEqual(SampleModel.Save(loaded)));
    }

    [Fact]
    public void EveryPartComesBack()
    {
        Model model = SampleModel.Create(ModelShape.Text);

        Model loaded = ModelFile.Load(SampleModel.Save(model), "model");

        Assert.Equal(model.Labels.Names, loaded.Labels.Names);
        Assert.Equal(model.LabelRows, loaded.LabelRows);
        Assert.Equal(model.Codebook.Columns.Select(column => column.Kind), loaded.Codebook.Columns.Select(column => column.Kind));
        Assert.Equal(model.Heads.Transform, loaded.Heads.Transform);
        Assert.Equal(model.Heads.Groups.Select(group => group.Hash!.Seed), loaded.Heads.Groups.Select(group => group.Hash!.Seed));
        Assert.Equal((model.Heads.Loss, model.Decoder, model.Probabilities), (loaded.Heads.Loss, loaded.Decoder, loaded.Probabilities));
        Assert.Equal(model.Featurizer!.Options, loaded.Featurizer!.Options);
        Assert.Equal(
            (model.Info.Method, model.Info.TrainingRows, model.Info.IsMultiLabel, model.Info.Format),
            (loaded.Info.Method, loaded.Info.TrainingRows, loaded.Info.IsMultiLabel, loaded.Info.Format));
        Assert.Equal(model.Info.Options, loaded.Info.Options);
        Assert.Equal(model.Info.Validation, loaded.Info.Validation);
    }

    [Fact]
    public void AModelOnDiskIsTheSameAsInMemory()
    {
        using var folder = new TemporaryFolder();
        var classifier = new Classifier(SampleModel.Create(ModelShape.Text));

        classifier.Save(folder.File("a.codeword"));

        Assert.Equal(SampleModel.Save(classifier.Model), File.ReadAllBytes(folder.File("a.codeword")));
        Assert.Equal(SampleModel.Describe(classifier), SampleModel.Describe(Classifier.Load(folder.File("a.codeword"))));
        Assert.Equal(["a.codeword"], folder.Names());
        Assert.Throws<FileNotFoundException>(() => Classifier.Load(folder.File("b.codeword")));
    }

    [Fact]
    public void ASaveThatFailsHalfwayKeepsTheOldFileAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.codeword");
        Model model = SampleModel.Create(ModelShape.Sparse);
        ModelFile.Save(model, path);
        byte[] before = File.ReadAllBytes(path);
        string[] names = [.. model.Labels.Names.SkipLast(1), "\uD800"];   // Half of a character is no text.
        var unsaveable = new Model(
            model.Info, LabelSet.Create(names), [.. model.LabelRows], model.Codebook, model.Heads, model.Decoder, model.Probabilities, featurizer: null);

        Assert.Throws<EncoderFallbackException>(() => new Classifier(unsaveable).Save(path));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["a.codeword"], folder.Names());
    }

    [Fact]
    public void LabelsMayBeOfAnyLength()
    {
        Model model = SampleModel.Create(ModelShape.Sparse);
        string[] names = [.. model.Labels.Names.SkipLast(1), new string('x', 100_000)];
        var wordy = new Model(
            model.Info, LabelSet.Create(names), [.. model.LabelRows], model.Codebook, model.Heads, model.Decoder, model.Probabilities, featurizer: null);

        Assert.Equal(names, ModelFile.Load(SampleModel.Save(wordy), "model").Labels.Names);
    }

    [Fact]
    public void MemoryUseAddsUpToTheSectionsOfTheFile()
    {
        var classifier = new Classifier(SampleModel.Create(ModelShape.Text));
        byte[] bytes = SampleModel.Save(classifier.Model);
        IReadOnlyList<(string Tag, byte[] Bytes)> sections = ModelBytes.Sections(bytes);
        int Length(string tag) => sections.Single(section => section.Tag == tag).Bytes.Length;

        MemoryUse use = classifier.MemoryUse;

        Assert.Equal(Length("WGTS"), use.Heads);
        Assert.Equal(Length("TEXT") + (3 * 16), use.Encoder);
        Assert.Equal(SampleModel.Classes, use.Codebook);
        Assert.InRange(Length("LABL") - use.Labels, 8, 15);   // The count and the padding before the counts of rows.
        Assert.Equal(3 * 256, use.Decoding);   // A block of 256 classes, a byte a digit.
        Assert.Equal(use.Encoder + use.Heads + use.Codebook + use.Labels, use.Stored);
    }

    [Fact]
    public void AFileOfAnotherKindIsRefused()
    {
        using var folder = new TemporaryFolder();
        using (SectionWriter writer = SectionWriter.Create(folder.File("a"), new Tag("INDX")))
        {
            writer.Commit();
        }

        Assert.Equal(
            $"{folder.File("a")}: found a file of kind INDX; expected MODL.",
            Assert.Throws<InvalidDataException>(() => Classifier.Load(folder.File("a"))).Message);
    }

    [Fact]
    public void PartsThatDoNotFitTogetherAreRefused()
    {
        Model a = SampleModel.Create(ModelShape.Sparse);
        Model b = SampleModel.Create(ModelShape.Text);
        string Refusal(LabelSet labels, long[] rows, Codebook codebook, Heads heads, Decoder decoder, TextFeaturizer? featurizer) =>
            Assert.Throws<ArgumentException>(() => new Model(a.Info, labels, rows, codebook, heads, decoder, a.Probabilities, featurizer)).Message;
        long[] rows = [.. a.LabelRows];

        Assert.Equal(
            "The model's parts do not fit together: the codebook has 12 codewords, the registry 1 labels.",
            Refusal(LabelSet.Create(["x"]), rows, a.Codebook, a.Heads, a.Decoder, null));
        Assert.Equal(
            "The model's parts do not fit together: there are 11 label counts for 12 labels.",
            Refusal(a.Labels, rows[1..], a.Codebook, a.Heads, a.Decoder, null));
        Assert.Equal(
            "The model's parts do not fit together: a label has fewer than 0 training rows or more than the 1000 there are.",
            Refusal(a.Labels, [1001, .. rows[1..]], a.Codebook, a.Heads, a.Decoder, null));
        Assert.Equal(
            "The model's parts do not fit together: the heads have 27 outputs, the codebook's digits 15 values.",
            Refusal(a.Labels, rows, b.Codebook, a.Heads, a.Decoder, null));
        Assert.Equal(
            $"The model's parts do not fit together: the featurizer makes {b.Featurizer!.FeatureCount} features, the heads take 9.",
            Refusal(a.Labels, rows, a.Codebook, a.Heads, a.Decoder, b.Featurizer));
        Assert.Equal(
            "The model's parts do not fit together: the groups of heads are neither one nor one a column of the codebook.",
            Refusal(b.Labels, rows, b.Codebook, new Heads(b.Heads.Loss, b.Heads.Transform, [WideGroup(b, 10), WideGroup(b, 5)]), b.Decoder, null));
        Assert.StartsWith("The decoder Mean needs probabilities", Refusal(b.Labels, rows, b.Codebook, b.Heads, new Decoder(DecoderKind.Mean), null), StringComparison.Ordinal);
        Assert.StartsWith(
            "A group of heads has 3 rows of weights; its input has 10.",
            Assert.Throws<ArgumentException>(() => new Heads(a.Heads.Loss, a.Heads.Transform, [new HeadGroup(new WeightMatrix(3, 5), null)])).Message,
            StringComparison.Ordinal);
    }

    private static HeadGroup WideGroup(Model model, int columns) => new(new WeightMatrix(model.Heads.Transform.Rows, columns), null);
}
