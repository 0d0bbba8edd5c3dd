using System.Globalization;
using System.Numerics;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// A model trained on wordnet, and what its heads say of test rows, over more classes than it has: the same hash functions give digits to K classes, the first of which
/// are its own. The outputs are the heads' own; the classes they never saw share buckets with those they did.
/// </summary>
internal sealed class LargeKCase
{
    /// <summary>How many classes are asked for.</summary>
    public const int Top = 10;

    private readonly Model _model;

    public LargeKCase(string data, MachOptions options)
    {
        string folder = Path.Combine(data, "wordnet");
        var format = new LibsvmFormat { IndexBase = IndexBase.One };

        // Trained once, and kept beside the data.
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"largek-{options.Repetitions}-{options.Buckets}.codeword"));
        if (!File.Exists(path))
        {
            Trainer.Train(ExampleSource.FromFile(Path.Combine(folder, "train.svm"), format), options).Save(path);
        }

        var classifier = Classifier.Load(path);
        ExampleSet test = Evaluator.Read(classifier, ExampleSource.FromFile(Path.Combine(folder, "test.svm"), format));
        _model = classifier.Model;
        Decoder = _model.Decoder;
        var reader = new HeadReader(_model.Heads);
        Queries = [.. Enumerable.Range(0, 64).Select(i => reader.Outputs(test.Row((int)((long)i * test.Count / 64))))];
    }

    public static MachOptions Options(int repetitions, int buckets) => new()
    {
        Repetitions = repetitions,
        Buckets = buckets,
        ClusteredShare = 0,
        Digits = DigitKind.Hashed,
        InputBuckets = 4096,
        Refit = false,
    };

    /// <summary>What the heads say of 64 test rows.</summary>
    public float[][] Queries { get; }

    public HeadLoss Loss => _model.Heads.Loss;

    public Decoder Decoder { get; set; }

    public int Repetitions => _model.Codebook.Length;

    public int Buckets => _model.Codebook.Columns[0].Buckets;

    public Codebook Extend(int classes) => new(_model.Codebook.Columns.Select(column => new HashedColumn(classes, ((HashedColumn)column).Hash)));

    /// <summary>The tables of a query, as every decoder here reads them.</summary>
    public float[][] Tables(Codebook codebook, ClassScorer scorer, float[] outputs)
    {
        float[] tables = new float[scorer.TableLength];
        HeadTables.Fill(scorer, codebook, Loss, Decoder, outputs, tables);
        return [.. Enumerable.Range(0, codebook.Length).Select(r => tables[scorer.TableOf(r)])];
    }

    /// <summary>Digits of a type, column by column.</summary>
    public static TDigit[][] Digits<TDigit>(Codebook codebook)
        where TDigit : unmanaged, IBinaryInteger<TDigit> =>
        [.. codebook.Columns.Select(column =>
        {
            int[] digits = new int[column.Classes];
            column.CopyDigits(0, digits);
            return Array.ConvertAll(digits, TDigit.CreateTruncating);
        })];

    /// <summary>The obvious decoder: a sum of table entries for each class, and a heap.</summary>
    public static int[] Gather<TDigit>(TDigit[][] digits, float[][] tables)
        where TDigit : unmanaged, IBinaryInteger<TDigit>
    {
        int[] labels = new int[Top];
        var top = new TopK(labels, new float[Top]);
        for (int i = 0; i < digits[0].Length; i++)
        {
            float score = 0;
            for (int r = 0; r < digits.Length; r++)
            {
                score += tables[r][int.CreateTruncating(digits[r][i])];
            }

            if (score >= top.Threshold)
            {
                top.Offer(i, score);
            }
        }

        top.Sort();
        return labels;
    }

    /// <summary>The classes a scorer names for a query, best first.</summary>
    public static int[] Rank(Scorer scorer, ScoringScratch scratch, float[] outputs, float logSumScale = 0)
    {
        int[] labels = new int[Top];
        var top = new TopK(labels, new float[Top]);
        scorer.Prepare(outputs, scratch);
        scorer.Rank(scratch, ref top, logSumScale);
        top.Sort();
        return labels;
    }
}
