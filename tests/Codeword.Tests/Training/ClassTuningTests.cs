using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class ClassTuningTests
{
    private static readonly ClassExtensionOptions Tuned = new() { Epochs = 6, Rate = 0.4f, Threads = 1 };

    public static TheoryData<string, HeadLoss> Linear => new()
    {
        { "hashed shuffled clustered", HeadLoss.SquaredHinge }, { "shuffled clustered", HeadLoss.Logistic },
        { "clustered shuffled", HeadLoss.Softmax }, { "bits9", HeadLoss.Logistic },
    };

    [Theory]
    [MemberData(nameof(Linear))]
    public void WeightsAreThoseOfTheFormula(string columns, HeadLoss loss)
    {
        ModelShape shape = columns == "bits9" ? ModelShape.Bits : ModelShape.Sparse with { Columns = columns, Loss = loss, Decoder = new(DecoderKind.LogitSum) };
        var model = new Classifier(SampleModel.Create(shape));
        ExampleSet rows = NewClassRows.Draw(model.Model, 3);
        byte[] before = SampleModel.Save(model.Model);
        Classifier tuned = ClassExtension.Of(model, rows, Tuned).Classifier;

        (double[], int, double)[] dense =
            [.. Enumerable.Range(0, rows.Count).Select(row => (Dense(model, rows.Row(row)), 12 + rows.LabelsOf(row)[0].Value, (double)rows.WeightOf(row)))];
        double[,] expected = ReferenceTuning.Run(model.Model.Heads, tuned.Codebook, 12, dense, Tuned.Epochs, Tuned.Rate!.Value);
        var weights = (WeightMatrix)tuned.Model.Heads.Groups[0].Weights;
        double moved = 0;
        for (int j = 0; j < weights.Rows; j++)
        {
            for (int b = 0; b < weights.Columns; b++)
            {
                Assert.Equal(expected[j, b], weights.Row(j)[b], 1e-3);
                moved = Math.Max(moved, Math.Abs(expected[j, b] - ((WeightMatrix)model.Model.Heads.Groups[0].Weights).Row(j)[b]));
            }
        }

        Assert.True(moved > 0.1);
        Assert.Equal(before, SampleModel.Save(model.Model));   // The model that was given stays as it was.
        Assert.Equal(SampleModel.Save(tuned.Model), SampleModel.Save(ClassExtension.Of(model, rows, Tuned with { Threads = 3 }).Classifier.Model));
    }

    [Fact]
    public void OutputsOfNoNewClassStayBitForBit()
    {
        foreach (ModelShape shape in (ModelShape[])[ModelShape.Text, ModelShape.Branched, ModelShape.Sparse with { Columns = "shuffled clustered2", HashesInput = true }])
        {
            var model = new Classifier(SampleModel.Create(shape));
            ExampleSet rows = NewClassRows.Draw(model.Model, 2);
            Classifier tuned = ClassExtension.Of(model, rows, Tuned).Classifier;
            float[] before = [.. model.CreatePredictor().OutputsOf(rows.Row(0))], after = [.. tuned.CreatePredictor().OutputsOf(rows.Row(0))];
            HashSet<int> touched = [];
            for (int r = 0, first = 0; r < tuned.Codebook.Length; first += tuned.Codebook.Columns[r++].Outputs)
            {
                touched.UnionWith(tuned.Labels.Names.Index().Skip(12).Select(name => first + tuned.Codebook.Columns[r].DigitOf(new LabelId(name.Index))));
            }

            int[] changed = [.. Enumerable.Range(0, before.Length).Where(b => before[b] != after[b])];
            Assert.All(changed, b => Assert.Contains(b, touched));
            Assert.NotEmpty(changed);
        }
    }

    [Fact]
    public void NewClassesAreFoundAfterwards()
    {
        foreach (ModelShape shape in (ModelShape[])
                 [ModelShape.Text, ModelShape.Branched, ModelShape.Sparse with { Columns = "shuffled clustered shuffled shuffled" },
                  ModelShape.Encoded with { Decoder = new(DecoderKind.LogSum) },
                  ModelShape.Bits with { Decoder = new(DecoderKind.LogSum) }])
        {
            var model = new Classifier(SampleModel.Create(shape));
            ExampleSet rows = NewClassRows.Draw(model.Model, 3);
            double before = MeanProbability(ClassExtension.Of(model, rows, Tuned with { Epochs = 0 }).Classifier, rows);
            Assert.InRange(MeanProbability(ClassExtension.Of(model, rows, Tuned with { Epochs = 30 }).Classifier, rows), before + 0.01, 1);
        }
    }

    [Fact]
    public void KnownLabelsOfARowAreTargetsToo()
    {
        var model = new Classifier(SampleModel.Create(
            ModelShape.Sparse with { Columns = "clustered clustered clustered", Loss = HeadLoss.Logistic, Decoder = new(DecoderKind.LogitSum), IsMultiLabel = true }));
        IReadOnlyList<DigitColumn> columns = Extend("newt").Codebook.Columns;
        (int column, int other) = (from r in Enumerable.Range(0, 3)
                                   from c in Enumerable.Range(0, 12)
                                   where Digit(r, c) == Digit(r, 13) && Digit(r, c) != Digit(r, 12)
                                   select (r, c)).First();
        string known = model.Labels.Names[other];
        int shared = (5 * column) + Digit(column, other);

        // The known class shares its bucket with eel; were it no target, the row would push the bucket down.
        Assert.True(OutputOf(Extend("newt", known)) > OutputOf(Extend("newt")));

        int Digit(int r, int c) => columns[r].DigitOf(new LabelId(c));

        float OutputOf(Classifier tuned) => tuned.CreatePredictor().OutputsOf(Features.Sparse([1, 3], [1, 2]))[shared];

        Classifier Extend(params string[] labels)
        {
            var builder = new ExampleSetBuilder(labels: null, 9);
            builder.Add(Features.Sparse([1, 3], [1, 2]), labels);
            builder.Add(Features.Sparse([2, 5], [2, -1]), ["eel"]);
            return ClassExtension.Of(model, builder.Build(), Tuned).Classifier;
        }
    }

    private static double MeanProbability(Classifier model, ExampleSet rows)
    {
        Predictor predictor = model.CreatePredictor();
        double sum = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            Assert.True(model.Labels.TryGet(rows.Labels[rows.LabelsOf(row)[0]], out LabelId own));
            foreach (Prediction prediction in predictor.Predict(rows.Row(row), 20).Top)
            {
                sum += prediction.Label == own ? prediction.Probability : 0;
            }
        }

        return sum / rows.Count;
    }

    private static double[] Dense(Classifier model, Features features)
    {
        InputTransform transform = model.Model.Heads.Transform;
        int[] indices = new int[20];
        float[] values = new float[20];
        int count = transform.Apply(features, indices, values);
        double[] dense = new double[transform.Rows];
        for (int i = 0; i < count; i++)
        {
            dense[indices[i]] = values[i];
        }

        return dense;
    }
}
