using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// What probabilities are worth on test rows before and after they are fitted to the held-out part of the training rows: MACH, LLC with soft and with Hamming decoding, and a
/// softmax head; several ways to fit. <see cref="SeedMeans"/> makes means of it.
/// </summary>
internal static class CalibrationExperiment
{
    private const double HeldShare = 0.1;
    private const int Bits = 20;
    private const int Threads = 2;

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives a row a seed, method, decoder and map.</param>
    /// <param name="seeds">The seeds, each with another tenth of the training rows held out.</param>
    /// <param name="sets">Names of sets; of several labels a row MACH alone is measured.</param>
    public static void Run(string data, ResultWriter output, IReadOnlyList<int> seeds, string[] sets)
    {
        output.Header(
            "set", "method", "decoder", "map", "seed", "ECE@15", "perfect", "Brier", "NLL", "held-out ECE@15", "held-out Brier", "held-out NLL", "ECE@15 of places 2 to 5");
        CodeData[] examples = [.. sets.Select(set => CodeData.Read(data, set))];
        foreach (int seed in seeds)
        {
            foreach ((string set, CodeData own) in sets.Zip(examples))
            {
                Run(output, set, own, seed);
            }
        }
    }

    private static void Run(ResultWriter output, string set, CodeData examples, int seed)
    {
        (ExampleSet training, ExampleSet held) = Trainer.Split(examples.Training.Examples, HeldShare, (ulong)seed);
        var data = TrainingData.OfExamples(training, examples.Training.Format);
        foreach ((string method, TrainingOptions options, DecoderKind?[] decoders) in Methods(examples, seed))
        {
            Classifier trained = Trainer.Train(data, options with { Threads = Threads }, validation: held);
            foreach (DecoderKind? kind in decoders)
            {
                Classifier model = kind is null ? trained : trained.With(new Decoder(kind.Value));
                model = model.With(model.Model.Probabilities with { Scale = 1, Offset = 0 }, null);
                foreach ((string map, double[] figures) in Maps(model, held, examples.Test, (ulong)seed))
                {
                    output.Row([set, method, model.Model.Decoder.Kind, map, seed, .. figures.Select(figure => (object)Math.Round(figure, 6))]);
                }
            }
        }
    }

    private static IEnumerable<(string Method, TrainingOptions Options, DecoderKind?[] Decoders)> Methods(CodeData examples, int seed)
    {
        yield return ("MACH R 16 B 64", new MachOptions { Repetitions = 16, Seed = (ulong)seed }, [null]);
        if (!examples.Training.Examples.IsMultiLabel)
        {
            yield return ($"LLC {Bits} bits", examples.Llc(seed, Bits), [DecoderKind.LogSum, DecoderKind.Hamming]);
            yield return ("softmax head", examples.Softmax(seed), [null]);
        }
    }

    private static IEnumerable<(string Map, double[] Figures)> Maps(Classifier raw, ExampleSet held, ExampleSet test, ulong seed)
    {
        CalibrationResult temperature = Calibration.Fit(raw, held, CalibrationMethod.Temperature, Threads);
        CalibrationResult isotonic = Calibration.Fit(raw, held, CalibrationMethod.Isotonic, Threads);
        JudgedRows before = JudgedRows.Of(raw, test), cooled = JudgedRows.Of(temperature.Classifier, test), fitted = JudgedRows.Of(isotonic.Classifier, test);
        (float Probability, bool IsRight)[] heldFirsts = JudgedRows.Of(temperature.Classifier, held).Firsts;
        yield return ("none", Figures(before.First(), isotonic.Before, before.Others(), before.PerfectError(seed)));
        yield return ("temperature or sigmoid", Figures(cooled.First(), temperature.After, cooled.Others(), cooled.PerfectError(seed)));
        yield return ("isotonic", Figures(fitted.First(), isotonic.After, fitted.Others(), fitted.PerfectError(seed)));
        foreach ((string name, CalibrationVariant variant) in CalibrationVariants.All)
        {
            Func<float, float> map = variant(heldFirsts);
            yield return (name, Figures(cooled.First(map), CalibrationVariants.CrossFit(heldFirsts, variant), cooled.Others(map), double.NaN));
        }
    }

    private static double[] Figures(CalibrationReport own, CalibrationReport held, CalibrationReport others, double perfect) =>
    [
        own.Metrics["ECE@15"], perfect, own.Metrics["Brier"], own.Metrics["NLL"], held.Metrics["ECE@15"], held.Metrics["Brier"], held.Metrics["NLL"], others.Metrics["ECE@15"],
    ];
}
