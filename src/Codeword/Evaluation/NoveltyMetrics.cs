namespace Codeword.Evaluation;

/// <summary>
/// Judges novelty scores of known and of unknown examples. Larger is more novel and novel is what is to be found (positive), everywhere but in <c>AUPR-in</c>. docs/math.md
/// defines each figure.
/// </summary>
public sealed class NoveltyMetrics
{
    /// <summary>The share of known examples that <c>FPR@95</c> accepts.</summary>
    public const double Accepted = 0.95;

    // Distinct scores, most novel first, with how many known and unknown examples have scores at least as high.
    private readonly List<Step> _steps = [];

    /// <summary>Takes the scores.</summary>
    /// <param name="known">Of known examples, one or more, no NaN.</param>
    /// <param name="unknown">Of unknown examples, one or more, no NaN.</param>
    /// <exception cref="ArgumentException">There are none of a kind, or one is no number.</exception>
    public NoveltyMetrics(ReadOnlySpan<float> known, ReadOnlySpan<float> unknown)
    {
        float[] highKnown = Descending(known, "known");
        float[] highUnknown = Descending(unknown, "unknown");
        (Known, Unknown) = (known.Length, unknown.Length);
        for (int i = 0, j = 0; i < Known || j < Unknown;)
        {
            float score = i == Known ? highUnknown[j] : j == Unknown ? highKnown[i] : Math.Max(highKnown[i], highUnknown[j]);
            i = End(highKnown, i, score);
            j = End(highUnknown, j, score);
            _steps.Add(new Step(score, i, j));
        }
    }

    /// <summary>How many known examples there are.</summary>
    public int Known { get; }

    /// <summary>How many unknown examples there are.</summary>
    public int Unknown { get; }

    /// <summary>
    /// The chance that an unknown example scores higher than a known one, equal scores counting half: the area below the curve of found unknowns against false alarms.
    /// </summary>
    public double Auroc
    {
        get
        {
            double area = 0;
            var last = new Step(float.PositiveInfinity, 0, 0);
            foreach (Step step in _steps)
            {
                area += (double)(step.Known - last.Known) * (last.Unknown + step.Unknown) / 2;
                last = step;
            }

            return area / Known / Unknown;
        }
    }

    /// <summary>Average precision with novel as positive: Σ (R_i − R_{i−1})·P_i over the distinct scores, most novel first; equal scores are one step.</summary>
    public double AuprOut
    {
        get
        {
            double sum = 0;
            int last = 0;
            foreach (Step step in _steps)
            {
                sum += (double)(step.Unknown - last) / Unknown * step.Unknown / (step.Known + step.Unknown);
                last = step.Unknown;
            }

            return sum;
        }
    }

    /// <summary>Average precision with known as positive, least novel first.</summary>
    public double AuprIn
    {
        get
        {
            double sum = 0;
            for (int i = _steps.Count - 1; i >= 0; i--)
            {
                (int known, int unknown) = i == 0 ? (0, 0) : (_steps[i - 1].Known, _steps[i - 1].Unknown);
                (int found, int wrong) = (Known - known, Unknown - unknown);
                sum += (double)(_steps[i].Known - known) / Known * found / (found + wrong);
            }

            return sum;
        }
    }

    /// <summary>The share of unknown examples taken for known by the strictest threshold that accepts at least 95 % of the known ones.</summary>
    public double FalsePositiveRate
    {
        get
        {
            int needed = (int)Math.Ceiling(Known * (decimal)Accepted);
            int i = _steps.Count - 1;
            while (Known - KnownAbove(i) < needed)
            {
                i--;
            }

            return 1 - ((double)UnknownAbove(i) / Unknown);
        }
    }

    /// <summary>What a threshold finds: an example is novel when its score is above.</summary>
    /// <param name="threshold">No NaN.</param>
    public NoveltyCounts At(float threshold)
    {
        int i = _steps.FindLastIndex(step => step.Score > threshold);
        return i < 0 ? new NoveltyCounts(0, Known, 0, Unknown) : Counts(_steps[i]);
    }

    /// <summary>The threshold of the highest F1, the highest of several, and what it finds: half-way between two scores, or below all of them.</summary>
    public (float Threshold, NoveltyCounts Counts) Best()
    {
        int best = 0;
        for (int i = 1; i < _steps.Count; i++)
        {
            best = Counts(_steps[i]).F1 > Counts(_steps[best]).F1 ? i : best;
        }

        float above = _steps[best].Score;
        float threshold = best + 1 < _steps.Count ? Between(_steps[best + 1].Score, above) : MathF.BitDecrement(above);
        return (threshold, Counts(_steps[best]));
    }

    /// <summary>All figures, in [0, 1]: <c>AUROC</c>, <c>AUPR-out</c>, <c>AUPR-in</c>, <c>FPR@95</c> and <c>F1-best</c>.</summary>
    public MetricList ToMetrics()
    {
        var metrics = new MetricList();
        metrics.AddRatio("AUROC", Auroc, 1);
        metrics.AddRatio("AUPR-out", AuprOut, 1);
        metrics.AddRatio("AUPR-in", AuprIn, 1);
        metrics.AddRatio("FPR@95", FalsePositiveRate, 1);
        metrics.AddRatio("F1-best", Best().Counts.F1, 1);
        return metrics;
    }

    private NoveltyCounts Counts(Step step) => new(step.Known, Known - step.Known, step.Unknown, Unknown - step.Unknown);

    private int KnownAbove(int step) => step == 0 ? 0 : _steps[step - 1].Known;

    private int UnknownAbove(int step) => step == 0 ? 0 : _steps[step - 1].Unknown;

    // A threshold that parts two scores: the lower one where nothing lies between.
    private static float Between(float low, float high)
    {
        float middle = (float)(low + (((double)high - low) / 2));
        return middle >= low && middle < high ? middle : low;
    }

    private static int End(float[] descending, int start, float score)
    {
        while (start < descending.Length && descending[start] == score)
        {
            start++;
        }

        return start;
    }

    private static float[] Descending(ReadOnlySpan<float> scores, string which)
    {
        float[] sorted = scores.ToArray();
        Array.Sort(sorted);
        if (sorted.Length == 0 || float.IsNaN(sorted[0]))
        {
            throw new ArgumentException(sorted.Length == 0 ? $"There are no {which} examples; expected one or more." : $"A score of the {which} examples is not a number.");
        }

        Array.Reverse(sorted);
        return sorted;
    }

    private readonly record struct Step(float Score, int Known, int Unknown);
}

/// <summary>What a threshold makes of known and unknown examples.</summary>
/// <param name="FalseAlarms">Known examples called novel.</param>
/// <param name="Accepted">Known examples called known.</param>
/// <param name="Found">Unknown examples called novel.</param>
/// <param name="Missed">Unknown examples called known.</param>
public readonly record struct NoveltyCounts(int FalseAlarms, int Accepted, int Found, int Missed)
{
    /// <summary>The share of known examples called novel.</summary>
    public double FalseAlarmRate => (double)FalseAlarms / Math.Max(1, FalseAlarms + Accepted);

    /// <summary>The share of unknown examples called novel.</summary>
    public double Recall => (double)Found / Math.Max(1, Found + Missed);

    /// <summary>The share of the examples called novel that are; 0 where none is.</summary>
    public double Precision => (double)Found / Math.Max(1, Found + FalseAlarms);

    /// <summary>F1 of novel: 2·found/(2·found + false alarms + missed). It depends on how many known examples there are for an unknown one: state the ratio.</summary>
    public double F1 => F1At((double)(FalseAlarms + Accepted) / Math.Max(1, Found + Missed));

    /// <summary>F1 as it would be with so many known examples for each unknown one, at the same rates.</summary>
    /// <param name="ratio">Known to unknown, 0 or more.</param>
    public double F1At(double ratio)
    {
        double found = 2 * Recall;
        return found == 0 ? 0 : found / (found + (1 - Recall) + (ratio * FalseAlarmRate));
    }
}
