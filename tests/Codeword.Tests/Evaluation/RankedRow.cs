using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Numerics;

namespace Codeword.Tests.Evaluation;

/// <summary>One row of an evaluation, and rows drawn at random.</summary>
internal sealed record RankedRow(LabelId[] Ranked, LabelId[] Truth, int TruthCount)
{
    public static LabelId[] Ids(params int[] values) => [.. values.Select(value => new LabelId(value))];

    public static RankedRow[] Draw(int rows, int labels, ulong seed)
    {
        var random = new SplitMix64(seed);
        int[] all = [.. Enumerable.Range(0, labels)];
        return [.. Enumerable.Range(0, rows).Select(_ => Row())];

        RankedRow Row()
        {
            random.Shuffle<int>(all);
            LabelId[] ranked = Ids(all[..random.NextIndex(Math.Min(labels, 8))]);
            random.Shuffle<int>(all);
            LabelId[] truth = Ids(all[..random.NextIndex(Math.Min(labels, 9))]);
            return new RankedRow(ranked, truth, truth.Length + Math.Max(0, random.NextIndex(5) - 2));
        }
    }

    public static RankingMetrics Collect(LabelFrequencies labels, IEnumerable<RankedRow> rows, params int[] cutoffs)
    {
        var metrics = new RankingMetrics(labels, cutoffs);
        foreach (RankedRow row in rows)
        {
            metrics.Add(row.Ranked, row.Truth, row.TruthCount);
        }

        return metrics;
    }
}
