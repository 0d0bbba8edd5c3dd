using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>The share of clustered digits, and what clustered and shuffled heads each contribute.</summary>
internal static class ShareExperiment
{
    private const int Repetitions = 32;
    private const int Seeds = 3;
    private static readonly Decoder Decoder = new(DecoderKind.Hinge, 8);

    public static void Run(string data, ResultWriter output)
    {
        output.Text("wordnet, single label, svm features, B = 64, decoder Hinge(8), mean ± standard deviation over seeds 1 to 3.");
        output.Text("Of 32 clustered and 32 shuffled heads trained once, R = 32 in each share are measured. Validation: a tenth of the training rows,");
        output.Text("held out of training; test: trained on all training rows.");
        var validation = new List<ColumnSubset>();
        var test = new List<ColumnSubset>();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            (ColumnSubset held, ColumnSubset full) = Train(data, (ulong)seed);
            validation.Add(held);
            test.Add(full);
        }

        output.Header("clustered share", "validation accuracy@1", "validation accuracy@5", "test accuracy@1", "test accuracy@5");
        for (int clustered = 0; clustered <= Repetitions; clustered += 4)
        {
            int count = clustered;
            (double First, double Five)[] onHeld = [.. validation.Select(subset => Measure(subset, count))];
            (double First, double Five)[] onTest = [.. test.Select(subset => Measure(subset, count))];
            output.Row(
                (clustered / (double)Repetitions).ToString(CultureInfo.InvariantCulture),
                ResultWriter.MeanAndSpread([.. onHeld.Select(pair => pair.First)]), ResultWriter.MeanAndSpread([.. onHeld.Select(pair => pair.Five)]),
                ResultWriter.MeanAndSpread([.. onTest.Select(pair => pair.First)]), ResultWriter.MeanAndSpread([.. onTest.Select(pair => pair.Five)]));
        }

        HeadDiagnosis.Run(data, output);
    }

    private static (double First, double Five) Measure(ColumnSubset subset, int clustered) => subset.Measure(
        [.. subset.ColumnsOf<ClusteredColumn>().Take(clustered), .. subset.ColumnsOf<ShuffledColumn>().Take(Repetitions - clustered)], Decoder);

    private static (ColumnSubset Held, ColumnSubset Test) Train(string data, ulong seed)
    {
        var options = new MachOptions
        {
            Repetitions = 2 * Repetitions,
            Seed = seed,
            ValidationShare = 0,
            Decoder = Decoder.Kind,
            HingePower = Decoder.Power,
        };
        var format = new LibsvmFormat { IndexBase = IndexBase.One };
        ExampleSet examples = ExampleSet.Read(ExampleSource.FromFile(Path.Combine(data, "wordnet", "train.svm"), format), null);
        (ExampleSet training, ExampleSet held) = Trainer.Split(examples, 0.1, seed);
        Classifier chooser = new TrainingRun(options, null, null, default).Train(training, null, null, format);
        return (new ColumnSubset(chooser.Model, held), TestOf(data, options));
    }

    private static ColumnSubset TestOf(string data, MachOptions options)
    {
        TrainedRun run = TrainedRun.Of(data, "wordnet", options);
        return new ColumnSubset(run.Model.Model, run.Test);
    }
}
