using Codeword.Data;

namespace Codeword.Evaluation;

// From sums to figures.
public sealed partial class RankingMetrics
{
    /// <summary>The figures of the rows added so far.</summary>
    public EvaluationReport ToReport() => new()
    {
        Rows = _rows,
        RowsWithoutLabels = _rowsWithoutLabels,
        UnseenLabels = _unseenLabels,
        RowsWithUnseenLabels = _rowsWithUnseenLabels,
        Metrics = ToMetrics(),
        Deciles = ToDeciles(),
    };

    private MetricList ToMetrics()
    {
        var metrics = new MetricList();
        long labelled = _rows - _rowsWithoutLabels;
        ForEach("accuracy", (sums, _) => (sums.RowsHit, _rows));
        AddMacroAccuracy(metrics);
        ForEach("P", (sums, k) => (sums.Hits, (double)k * _rows));
        ForEach("R", (sums, _) => (sums.Recall.Value, labelled));
        ForEach("nDCG", (sums, _) => (sums.Gain.Value, labelled));
        ForEach("PSP", (sums, _) => (sums.Weight.Value, sums.BestWeight.Value));

        // The two sums of products are rounded apart: a perfect ranking may come out a hair above the best one.
        ForEach("PSnDCG", (sums, _) => (
            Math.Min(sums.DiscountedWeight.Value, sums.BestDiscountedWeight.Value), sums.BestDiscountedWeight.Value));
        return metrics;

        void ForEach(string name, Func<CutoffSums, int, (double Part, double Whole)> ratio)
        {
            for (int i = 0; i < _cutoffs.Length; i++)
            {
                (double part, double whole) = ratio(_sums[i], _cutoffs[i]);
                metrics.AddRatio($"{name}@{_cutoffs[i]}", part, whole);
            }
        }
    }

    private void AddMacroAccuracy(MetricList metrics)
    {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < _labelRows.Length; label++)
        {
            if (_labelRows[label] > 0)
            {
                sum += (double)_labelHits[label] / _labelRows[label];
                present++;
            }
        }

        metrics.AddRatio("macro-accuracy", sum, present);
    }

    private FrequencyDecile[] ToDeciles()
    {
        var deciles = new (int Classes, long Fewest, long Most, long Rows)[LabelFrequencies.DecileCount];
        for (int label = 0; label < _labelRows.Length; label++)
        {
            ref var decile = ref deciles[_labels.DecileOf(new LabelId(label)) - 1];
            long frequency = _labels.RowsOf(new LabelId(label));
            decile.Fewest = decile.Classes == 0 ? frequency : Math.Min(decile.Fewest, frequency);
            decile.Most = Math.Max(decile.Most, frequency);
            decile.Classes++;
            decile.Rows += _labelRows[label];
        }

        return [.. deciles
            .Select((decile, i) => new FrequencyDecile(
                i + 1, decile.Classes, decile.Fewest, decile.Most, decile.Rows, DecileMetrics(i, decile.Rows)))
            .Where(decile => decile.Classes > 0)];
    }

    private MetricList DecileMetrics(int decile, long rows)
    {
        var metrics = new MetricList();
        for (int i = 0; i < _cutoffs.Length; i++)
        {
            metrics.AddRatio($"accuracy@{_cutoffs[i]}", _decileHits[decile * _cutoffs.Length + i], rows);
        }

        return metrics;
    }
}
