using Codeword.Codes;
using Codeword.Taxonomy;

namespace Codeword.Tests.Reference;

/// <summary>Linkage from the definitions, over all pairs of members; points have a squared Euclidean distance with a weight a coordinate.</summary>
internal sealed class ReferenceLinkage(Linkage linkage, double[][] points, double[] weights)
{
    public static ReferenceLinkage Of(Linkage linkage, BinaryCodes codes, BitWeights? weights = null) => new(
        linkage,
        [.. Enumerable.Range(0, codes.Count).Select(i => Enumerable.Range(0, codes.Bits).Select(j => codes[i, j] ? 1.0 : 0).ToArray())],
        [.. Enumerable.Range(0, codes.Bits).Select(j => weights?[j] ?? 1)]);

    public double Distance(IReadOnlyCollection<int> a, IReadOnlyCollection<int> b)
    {
        IEnumerable<double> pairs = a.SelectMany(i => b.Select(j => Between(points[i], points[j])));
        return linkage switch
        {
            Linkage.Average => pairs.Average(),
            Linkage.Complete => pairs.Max(),
            _ => 2.0 * a.Count * b.Count / (a.Count + b.Count) * Between(Mean(a), Mean(b)),
        };
    }

    /// <summary>Always joins the nearest two of all groups: O(K³) distances, each once more as long as groups are large.</summary>
    public Merge[] Join()
    {
        var groups = Enumerable.Range(0, points.Length).ToDictionary(i => i, i => new List<int> { i });
        var merges = new List<Merge>();
        while (groups.Count > 1)
        {
            (int first, int second, double height) = (
                from a in groups
                from b in groups
                where a.Value.Min() < b.Value.Min()
                select (a.Key, b.Key, Distance(a.Value, b.Value))).MinBy(pair => pair.Item3);
            List<int> members = [.. groups[first], .. groups[second]];
            groups.Remove(first);
            groups.Remove(second);
            groups.Add(points.Length + merges.Count, members);
            merges.Add(new Merge(first, second, height, members.Count));
        }

        return [.. merges];
    }

    private double Between(double[] a, double[] b) => a.Select((value, j) => weights[j] * (value - b[j]) * (value - b[j])).Sum();

    private double[] Mean(IReadOnlyCollection<int> members) => [.. points[0].Select((_, j) => members.Average(i => points[i][j]))];
}
