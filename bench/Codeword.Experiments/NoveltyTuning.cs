using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// Tries definitions of novelty on training rows alone: a fifth of the classes is kept from training, and with them a tenth of the rows of the others, as known ones. Test rows
/// are not read.
/// </summary>
internal static class NoveltyTuning
{
    private static readonly string[] Methods = ["MACH hinge", "MACH softmax", "MACH logistic", "LLC 20", "LLC 32", "ECOC 32", "softmax"];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="set">wordnet_coarse, or glyphs/7 for every seventh class.</param>
    /// <param name="seeds">Seeds 1 to this.</param>
    /// <param name="methods">Names of methods; all when none are given.</param>
    public static void Run(string data, string set, int seeds, IReadOnlyList<string> methods)
    {
        var whole = CodeData.Read(data, set);
        Console.WriteLine("method,seed,score,AUROC,FPR@95,AUPR-out,F1 at 5 % false alarms,known rows,unknown rows");
        for (int seed = 1; seed <= seeds; seed++)
        {
            OpenSet open = OpenSet.Draw(whole, 0.2, 100 + seed);
            (ExampleSet known, ExampleSet training) = OpenSet.Split(open.Data.Training.Examples, 0.1, seed);
            CodeData part = open.Data with { Training = TrainingData.OfExamples(training, open.Data.Training.Format) };
            foreach (string method in methods.Count > 0 ? methods : Methods)
            {
                Classifier model = Trainer.Train(part.Training, Options(part, method, seed) with { Threads = 1 }, validation: part.Held);
                Dictionary<string, float[]> ofKnown = Measure(model, training, known), ofUnknown = Measure(model, training, open.UnknownTraining);
                foreach ((string name, float[] scores) in ofKnown)
                {
                    Write(method, seed, name, scores, ofUnknown[name]);
                }
            }
        }
    }

    /// <summary>The options of a method's name, as the novelty tables have them.</summary>
    public static TrainingOptions Options(CodeData data, string method, int seed)
    {
        string[] parts = method.Split(' ');
        return parts[0] switch
        {
            "MACH" => new MachOptions
            {
                Seed = (ulong)seed,
                Refit = false,
                Loss = parts[1] switch { "hinge" => HeadLoss.SquaredHinge, "softmax" => HeadLoss.Softmax, _ => HeadLoss.Logistic },
            },
            "LLC" => data.Llc(seed, int.Parse(parts[1], CultureInfo.InvariantCulture)),
            "ECOC" => data.Ecoc(seed, int.Parse(parts[1], CultureInfo.InvariantCulture), CodeKind.MaxMin),
            _ => data.Softmax(seed),
        };
    }

    private static void Write(string method, int seed, string name, float[] known, float[] unknown)
    {
        var metrics = new NoveltyMetrics(known, unknown);
        float[] sorted = [.. known.Order()];
        NoveltyCounts counts = metrics.At(sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{method},{seed},{name},{100 * metrics.Auroc:F2},{100 * metrics.FalsePositiveRate:F2},{100 * metrics.AuprOut:F2},{100 * counts.F1:F2}")
            + $",{known.Length},{unknown.Length}");
    }

    private static Dictionary<string, float[]> Measure(Classifier model, ExampleSet training, ExampleSet rows)
    {
        Dictionary<string, float[]> all = new ModelScores(model, training).Measure(rows);
        var reader = new HeadReader(model.Model.Heads);
        Predictor predictor = model.CreatePredictor();
        string[] names = model.Codebook.Bits is null
            ? ["share", "gap", "spread", "geometric", "worst quarter", "softmax share", "odds share", "agreeing share", "lead"]
            : ["soft excess", "soft share", "uncertain bits"];
        foreach (string name in names)
        {
            all[name] = new float[rows.Count];
        }

        for (int row = 0; row < rows.Count; row++)
        {
            float[] outputs = reader.Outputs(rows.Row(row));
            LabelId best = predictor.Predict(rows.Row(row)).Top[0].Label;
            double[] values = model.Codebook.Bits is { } codes ? OfBits(outputs, codes, best.Value) : OfDigits(outputs, model.Codebook, model.Model.Heads.Loss, best);
            for (int i = 0; i < names.Length; i++)
            {
                all[names[i]][row] = (float)values[i];
            }
        }

        return all;
    }

    // What the bits in which the best class differs weigh, the same as a share of all, and how unsure the bits are of themselves.
    private static double[] OfBits(float[] logits, BinaryCodes codes, int best)
    {
        double excess = 0, all = 0, doubt = 0;
        for (int bit = 0; bit < logits.Length; bit++)
        {
            double size = Math.Abs(logits[bit]);
            all += size;
            excess += logits[bit] > 0 != codes[best, bit] ? size : 0;
            doubt += Math.Log(1 + Math.Exp(-size));
        }

        return [excess, excess / all, doubt];
    }

    // Of the R digits: those whose best bucket is another than the class's; how far the class's is behind; how its shares vary; their geometric mean;
    // the mean of the lowest quarter; the class's share of the head's softmax, and of its sigmoids, whatever the loss; its share where it is the best one;
    // how far its share leads the best other.
    private static double[] OfDigits(float[] outputs, Codebook codebook, HeadLoss loss, LabelId best)
    {
        List<HeadVote> votes = [];
        int start = 0;
        foreach (DigitColumn column in codebook.Columns)
        {
            votes.Add(HeadVote.Of(outputs.AsSpan(start, column.Buckets), column.DigitOf(best), loss));
            start += column.Buckets;
        }

        double mean = votes.Average(vote => vote.Share);
        return
        [
            votes.Average(vote => vote.Own < vote.Other ? 1.0 : 0), votes.Average(vote => Math.Max(0, (double)vote.Other - vote.Own)),
            votes.Average(vote => (vote.Share - mean) * (vote.Share - mean)), -votes.Average(vote => Math.Log(vote.Share + 1e-3)),
            -votes.Select(vote => vote.Share).Order().Take(Math.Max(1, votes.Count / 4)).Average(), -votes.Average(vote => vote.OfSoftmax),
            -votes.Average(vote => vote.OfSigmoids), -votes.Average(vote => vote.Own < vote.Other ? 0 : vote.Share), -votes.Average(vote => vote.Share - vote.OtherShare),
        ];
    }
}
