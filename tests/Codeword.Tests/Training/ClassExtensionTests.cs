using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class ClassExtensionTests
{
    private const string Growing = "hashed shuffled clustered clustered2 shuffled";
    private static readonly ClassExtensionOptions Plain = new() { Threads = 2 };

    private static IEnumerable<ModelShape> Shapes =>
    [
        ModelShape.Text, ModelShape.Branched, ModelShape.Encoded, ModelShape.Bits with { Columns = "bits70", Decoder = new(DecoderKind.LogSum) },
        .. ModelShape.Decoders.Select(pair => ModelShape.Sparse with { Columns = Growing, Loss = pair.Loss, Decoder = pair.Decoder }),
        .. ModelShape.BitDecoders.Select(decoder => ModelShape.Bits with { Decoder = decoder }),
        .. Enum.GetValues<WeightFormat>().Select(format => ModelShape.Sparse with { Columns = Growing, HashesInput = true, Weights = format }),
    ];

    [Fact]
    public void OldClassesKeepCodewordsAndScoresBitForBit()
    {
        foreach (ModelShape shape in Shapes)
        {
            var model = new Classifier(SampleModel.Create(shape));
            ClassExtension extension = ClassExtension.Of(model, NewClassRows.Draw(model.Model, 5), Plain);
            Classifier grown = extension.Classifier;

            Assert.Equal([12, 13, 14, 15, 16], extension.Added.Select(id => id.Value));
            Assert.Equal((20, 0, 17, 1020L), (extension.Rows, extension.OtherRows, grown.Labels.Count, grown.Info.TrainingRows));
            Assert.Equal([.. model.Labels.Names, "new 0", "new 1", "new 2", "new 3", "new 4"], grown.Labels.Names);
            Assert.Equal([.. model.Model.LabelRows, 4, 4, 4, 4, 4], grown.Model.LabelRows);
            Assert.Equal(Codewords(model.Codebook, 12), Codewords(grown.Codebook, 12));
            string[] old = [.. Scores(grown).Where(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) < 12)];
            Assert.True(Scores(model).SequenceEqual(old), shape.ToString());
            byte[] bytes = SampleModel.Save(grown.Model);
            Assert.Equal(SampleModel.Describe(grown), SampleModel.Describe(new Classifier(ModelFile.Load(bytes, "model"))));
            Assert.Equal(bytes, SampleModel.Save(ClassExtension.Of(model, NewClassRows.Draw(model.Model, 5), new() { Threads = 1 }).Classifier.Model));
        }
    }

    [Fact]
    public void EachKindOfDigitFollowsItsRule()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Sparse with { Columns = Growing, Loss = HeadLoss.SquaredHinge, Decoder = new(DecoderKind.LogitSum) }))
            .Retire([new LabelId(2), new LabelId(7)]);
        ExampleSet rows = NewClassRows.Draw(model.Model, 11);
        Codebook grown = ClassExtension.Of(model, rows, Plain).Classifier.Codebook;

        for (int r = 0, first = 0; r < grown.Length; first += grown.Columns[r++].Outputs)
        {
            int[] loads = new int[grown.Columns[r].Buckets];
            for (int c = 0; c < grown.Classes; c++)
            {
                int digit = grown.Columns[r].DigitOf(new LabelId(c));
                if (c >= 12)
                {
                    double[] means = Means(model, rows, $"new {c - 12}")[first..(first + loads.Length)];
                    bool isShuffled = grown.Columns[r] is ShuffledColumn;
                    int[] open = [.. Enumerable.Range(0, loads.Length).Where(b => !isShuffled || loads[b] == loads.Min())];
                    Assert.Equal(grown.Columns[r] is HashedColumn hashed ? hashed.Hash.Bucket(c) : open.MaxBy(b => means[b]), digit);
                }

                loads[digit] += c is 2 or 7 ? 0 : 1;
            }
        }

        var wide = ClassExtension.Of(model, rows, Plain with { Slack = 100 }).Classifier.Codebook;
        Assert.Equal(
            Enumerable.Range(0, 11).Select(c => Argmax(Means(model, rows, $"new {c}")[5..10])), Enumerable.Range(12, 11).Select(c => wide.Columns[1].DigitOf(new LabelId(c))));
    }

    [Fact]
    public void ACodewordThatIsTakenIsLeftForTheFreeOneThatCostsLeast()
    {
        var model = new Classifier(SampleModel.Create(
            ModelShape.Sparse with { Columns = "clustered clustered", Loss = HeadLoss.SquaredHinge, Decoder = new(DecoderKind.LogitSum) }));
        ExampleSet rows = Rows(["a"], ["b"], ["c"], ["d"]);   // All alike.
        double[] means = [.. model.CreatePredictor().OutputsOf(rows.Row(0)).ToArray().Select(z => (double)z)];
        HashSet<(int, int)> taken = [.. Codewords(model.Codebook, 12).Select(digits => (digits[0], digits[1]))];
        int[] best = [Argmax(means[..5]), Argmax(means[5..])];
        List<(int, int)> expected = [];
        for (int c = 0; c < 4; c++)
        {
            (int, int) own = Enumerable.Range(0, 25).Select(i => (i / 5, i % 5)).Where(pair => !taken.Contains(pair) && (pair.Item1 == best[0] || pair.Item2 == best[1]))
                .MaxBy(pair => means[pair.Item1] + means[5 + pair.Item2]);
            taken.Add(own);
            expected.Add(own);
        }

        Assert.Equal(expected, Codewords(ClassExtension.Of(model, rows, Plain).Classifier.Codebook, 16).Skip(12).Select(digits => (digits[0], digits[1])));
    }

    [Fact]
    public void BitsAreWhatTheExamplesSayAndCodesStayUnique()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        ExampleSet rows = NewClassRows.Draw(model.Model, 30, perClass: 3);
        BinaryCodes grown = ClassExtension.Of(model, rows, Plain).Classifier.Codebook.Bits!;

        HashSet<ulong> taken = [.. Enumerable.Range(0, 12).Select(c => grown.CodeOf(c)[0])];
        int moved = 0;
        for (int c = 0; c < 30; c++)
        {
            double[] means = Means(model, rows, $"new {c}");
            ulong wanted = means.Index().Aggregate(0UL, (code, mean) => code | ((mean.Item > 0 ? 1UL : 0) << mean.Index));
            ulong own = grown.CodeOf(12 + c)[0];
            int distance = System.Numerics.BitOperations.PopCount(wanted ^ own);
            Assert.All(taken, other => Assert.True(other != own && distance <= Math.Max(1, System.Numerics.BitOperations.PopCount(other ^ wanted) + 9)));
            Assert.Equal(Enumerable.Range(0, 512).Where(code => !taken.Contains((ulong)code)).Min(code => System.Numerics.BitOperations.PopCount((ulong)code ^ wanted)), distance);
            if (distance == 1)
            {
                int[] free = [.. Enumerable.Range(0, 9).Where(bit => !taken.Contains(wanted ^ (1UL << bit)))];
                Assert.Equal(free.MinBy(bit => Math.Abs(means[bit])), System.Numerics.BitOperations.TrailingZeroCount(wanted ^ own));
            }

            moved += distance > 0 ? 1 : 0;
            taken.Add(own);
        }

        Assert.InRange(moved, 1, 29);
    }

    [Fact]
    public void CodesOfRetiredClassesAreFreeAndTheRestIsNot()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits with { Columns = "bits4" }));
        int distinct = Enumerable.Range(0, 12).Select(c => model.Codebook.Bits!.CodeOf(c)[0]).Distinct().Count();
        Classifier full = ClassExtension.Of(model, NewClassRows.Draw(model.Model, 16 - distinct), Plain).Classifier;
        ExampleSet one = NewClassRows.Draw(model.Model, 1, prefix: "last");

        Assert.Equal("All 2^4 codes of 4 bits are taken by 16 classes; train a model with more bits.", Refusal(full, one));
        Classifier after = ClassExtension.Of(full.Retire([new LabelId(0), new LabelId(12)]), one, Plain).Classifier;
        Assert.Contains(after.Codebook.Bits!.CodeOf(after.Labels.Count - 1)[0], (ulong[])[after.Codebook.Bits.CodeOf(0)[0], after.Codebook.Bits.CodeOf(12)[0]]);
    }

    [Fact]
    public void RowsOfKnownClassesArePassedOver()
    {
        var model = new Classifier(SampleModel.Create(ModelShape.Bits));
        ExampleSet mixed = Rows(["class 1"], ["newt"], [], ["class 2"], ["newt"]);
        ClassExtension extension = ClassExtension.Of(model, mixed, Plain);
        Assert.Equal((2, 3, 13), (extension.Rows, extension.OtherRows, extension.Classifier.Labels.Count));

        Assert.Equal(
            "None of the 2 rows has a label that the model does not know; give examples of classes that are not its own yet.",
            Refusal(model, Rows(["class 1"], ["class 2"])));
        Assert.Equal("Row 2 has 2 labels, but the model was trained on rows of one; give one label a row.", Refusal(model, Rows(["newt"], ["newt", "class 1"])));
        var several = new Classifier(SampleModel.Create(ModelShape.Bits with { IsMultiLabel = true }));
        Assert.Equal(["newt", "eel"], ClassExtension.Of(several, Rows(["newt", "class 1"], ["eel", "newt"]), Plain).Classifier.Labels.Names.Skip(12));
    }

    [Fact]
    public void WhatCannotBeDoneIsRefusedWithAWayOut()
    {
        var identity = new Classifier(SampleModel.Create(ModelShape.Sparse with { Columns = "identity" }));
        Assert.Equal(
            "The method ova has an output for each class, and none for a new one; train again with its examples, or use mach, llc or ecoc.", Refusal(identity, Rows(["newt"])));
        var packed = new Classifier(SampleModel.Create(ModelShape.Branched with { Weights = WeightFormat.Int8 }));
        Assert.Equal(
            "Only weights of Float32 are fine-tuned, but the model's are Int8; add the classes without fine-tuning, or to a model of Float32.",
            Assert.Throws<ArgumentException>(() => ClassExtension.Of(packed, Rows(["newt"]), Plain with { Epochs = 1 })).Message);
        var text = new Classifier(SampleModel.Create(ModelShape.Text));
        Assert.EndsWith(
            "holds features, but the model was trained on text; give text.",
            Assert.Throws<ArgumentException>(() => ClassExtension.Of(text, Synthetic.Source(text: false, multiLabel: false, 40, 1), Plain)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassExtensionOptions { Rate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassExtensionOptions { Epochs = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassExtensionOptions { Slack = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassExtensionOptions { Threads = 1025 });
    }

    [Fact]
    public void ASourceOfTextGrowsATrainedModel()
    {
        Classifier model = Trainer.Train(Synthetic.Source(text: true, multiLabel: false, 400, 1, classes: 20), new MachOptions { Repetitions = 8, Buckets = 8, Threads = 1 });
        ClassExtension extension = ClassExtension.Of(model, Synthetic.Source(text: true, multiLabel: false, 300, 2, classes: 24), Plain with { Epochs = 10 });

        Assert.Equal(["c20", "c21", "c22", "c23"], extension.Classifier.Labels.Names.Skip(20));
        Assert.Equal(300, extension.Rows + extension.OtherRows);
        Assert.All(extension.Added, id => Assert.Equal(
            extension.Classifier.Labels[id], Best(extension.Classifier, $"w{3 * id.Value} w{(3 * id.Value) + 1} w{(3 * id.Value) + 2}")));
    }

    [Theory]
    [InlineData("hashed shuffled clustered")]
    [InlineData("bits9")]
    public void ClassesComeAndGoManyTimes(string columns)
    {
        ModelShape shape = columns == "bits9" ? ModelShape.Bits : ModelShape.Sparse with { Columns = columns };
        var model = new Classifier(SampleModel.Create(shape));
        for (int round = 0; round < 40; round++)
        {
            model = ClassExtension.Of(model, NewClassRows.Draw(model.Model, 2, (ulong)round, prefix: "guest"), Plain).Classifier;
            Assert.True(model.Labels.TryGet("guest 1", out LabelId guest));
            Assert.Equal(13 + (2 * round), guest.Value);
            model = new Classifier(ModelFile.Load(SampleModel.Save(model.Retire([guest, new LabelId(guest.Value - 1)]).Model), "model"));
            Assert.DoesNotContain(SampleModel.Describe(model).Split('\n'), line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) >= 12);
        }

        Assert.Equal((92, 80), (model.Labels.Count, model.Labels.Retired.Count));
        Assert.Equal(Scores(new Classifier(SampleModel.Create(shape))), Scores(model));
    }

    private static string Best(Classifier model, string text) => model.Labels[model.CreatePredictor().Predict(text).Top[0].Label];

    private static ExampleSet Rows(params string[][] labels)
    {
        var builder = new ExampleSetBuilder(labels: null, 9);
        Array.ForEach(labels, own => builder.Add(Features.Sparse([1, 3], [1, 2]), own));
        return builder.Build();
    }

    private static string Refusal(Classifier model, ExampleSet rows) => Assert.Throws<ArgumentException>(() => ClassExtension.Of(model, rows, Plain)).Message;

    private static int[][] Codewords(Codebook codebook, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => codebook.Columns.Select(column => column.DigitOf(new LabelId(c))).ToArray())];

    private static int Argmax(double[] values) => Array.IndexOf(values, values.Max());

    // Weighted means of a class's outputs, worked out row by row.
    private static double[] Means(Classifier model, ExampleSet rows, string label)
    {
        Predictor predictor = model.CreatePredictor();
        double[] sums = new double[model.Model.Heads.Outputs];
        double weights = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows.Labels[rows.LabelsOf(row)[0]] == label)
            {
                ReadOnlySpan<float> outputs = predictor.OutputsOf(rows.Row(row));
                weights += rows.WeightOf(row);
                for (int j = 0; j < sums.Length; j++)
                {
                    double z = outputs[j];
                    sums[j] += rows.WeightOf(row) * (model.Codebook.Bits is null ? z : (2 / (1 + Math.Exp(-z))) - 1);
                }
            }
        }

        return [.. sums.Select(sum => sum / weights)];
    }

    private static string[] Scores(Classifier model) =>
        [.. SampleModel.Describe(model).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(' ')])];
}
