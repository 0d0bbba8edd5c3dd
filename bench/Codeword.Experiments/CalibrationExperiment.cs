using System.Globalization;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// What probabilities are worth on test rows before and after they are fitted to the held-out part of the training rows: MACH, LLC with soft and with Hamming decoding, and a
/// softmax head; several ways to fit.
/// </summary>
internal static class CalibrationExperiment
{
    private const double HeldShare = 0.1;
    private const int Bits = 20;

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="seeds">Seeds 1 to this.</param>
    /// <param name="sets">Names of sets; those of several labels a row are told by their rows.</param>
    public static void Run(string data, ResultWriter output, int seeds, string[] sets)
    {
        output.Text($"Mean ± standard deviation over {seeds} seeds, each with another tenth of the training rows held out; all figures times 100. \"Perfect\" is the ECE@15 that the");
        output.Text("isotonic probabilities would have on as many rows if each were exactly right, from 20 draws: sampling alone.");
        output.Header("set", "method", "decoder", "map", "ECE@15", "perfect", "Brier", "NLL", "ECE@15, held out", "Brier, held out", "NLL, held out", "ECE@15, places 2 to 5");
        foreach (string set in sets)
        {
            var examples = CodeData.Read(data, set);
            foreach ((string method, Func<int, TrainingOptions> options, DecoderKind?[] decoders) in Methods(examples))
            {
                var rows = new Dictionary<(string Decoder, string Map), List<double[]>>();
                for (int seed = 1; seed <= seeds; seed++)
                {
                    Measure(examples, options(seed), (ulong)seed, decoders, rows);
                }

                foreach (((string decoder, string map), List<double[]> figures) in rows)
                {
                    output.Row([set, method, decoder, map, .. Enumerable.Range(0, figures[0].Length).Select(column => Text([.. figures.Select(row => row[column])]))]);
                }
            }
        }
    }

    private static string Text(double[] values) => values.Any(double.IsNaN) ? "" : ResultWriter.MeanAndSpread(values);

    private static IEnumerable<(string Method, Func<int, TrainingOptions> Options, DecoderKind?[] Decoders)> Methods(CodeData examples)
    {
        yield return ("MACH R 16 B 64", seed => new MachOptions { Repetitions = 16, Seed = (ulong)seed, Threads = 1 }, [null]);
        if (!examples.Training.Examples.IsMultiLabel)
        {
            yield return ($"LLC {Bits} bits", seed => examples.Llc(seed, Bits) with { Threads = 1 }, [DecoderKind.LogSum, DecoderKind.Hamming]);
            yield return ("softmax head", seed => examples.Softmax(seed) with { Threads = 1 }, [null]);
        }
    }

    private static void Measure(
        CodeData examples, TrainingOptions options, ulong seed, DecoderKind?[] decoders, Dictionary<(string Decoder, string Map), List<double[]>> rows)
    {
        (ExampleSet training, ExampleSet held) = Trainer.Split(examples.Training.Examples, HeldShare, seed);
        Classifier trained = Trainer.Train(TrainingData.OfExamples(training, examples.Training.Format), options, validation: held);
        foreach (DecoderKind? kind in decoders)
        {
            Classifier model = kind is null ? trained : trained.With(new Decoder(kind.Value));
            model = model.With(model.Model.Probabilities with { Scale = 1, Offset = 0 }, null);
            foreach ((string map, double[] figures) in Maps(model, held, examples.Test, seed))
            {
                var key = ($"{model.Model.Decoder.Kind}", map);
                rows.TryAdd(key, []);
                rows[key].Add(figures);
            }
        }
    }

    private static IEnumerable<(string Map, double[] Figures)> Maps(Classifier raw, ExampleSet held, ExampleSet test, ulong seed)
    {
        CalibrationResult temperature = Calibration.Fit(raw, held, CalibrationMethod.Temperature, threads: 1);
        CalibrationResult isotonic = Calibration.Fit(raw, held, CalibrationMethod.Isotonic, threads: 1);
        var judged = JudgedRows.Of(temperature.Classifier, held);
        var judgedTest = JudgedRows.Of(temperature.Classifier, test);
        var fitted = JudgedRows.Of(isotonic.Classifier, test);
        double perfect = fitted.PerfectError(seed);
        yield return ("none", Figures(JudgedRows.Of(raw, test).First(), isotonic.Before, JudgedRows.Of(raw, test).Others()));
        yield return ("temperature, sigmoid", Figures(judgedTest.First(), temperature.After, judgedTest.Others()));
        yield return ("isotonic", Figures(fitted.First(), isotonic.After, fitted.Others()));
        foreach ((string name, CalibrationVariant variant) in CalibrationVariants.All)
        {
            Func<float, float> map = variant(judged.Firsts);
            yield return (name, Figures(judgedTest.First(map), CalibrationVariants.CrossFit(judged.Firsts, variant), judgedTest.Others(map)));
        }

        double[] Figures(CalibrationReport own, CalibrationReport crossed, CalibrationReport others) =>
        [
            own.Metrics["ECE@15"], perfect, own.Metrics["Brier"], own.Metrics["NLL"], crossed.Metrics["ECE@15"], crossed.Metrics["Brier"], crossed.Metrics["NLL"],
            others.Metrics.TryGet("ECE@15", out double error) ? error : double.NaN,
        ];
    }
}
