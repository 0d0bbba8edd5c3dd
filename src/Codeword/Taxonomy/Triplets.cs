using Codeword.Numerics;

namespace Codeword.Taxonomy;

/// <summary>How often distances name the same two of three classes the closest as a known tree does.</summary>
/// <param name="Resolved">Triples of which the known tree has two closer to each other than either is to the third: the only ones that count.</param>
/// <param name="Right">Those of which the same two are at a smaller distance than the other two pairs.</param>
/// <param name="Undecided">Those whose smallest distance two pairs or all three have.</param>
/// <param name="IsDrawn">Whether triples were drawn at random, because there are too many for all.</param>
public sealed record Triplets(long Resolved, long Right, long Undecided, bool IsDrawn)
{
    /// <summary>Up to so many triples all are taken; of more, as many are drawn: an accuracy is then within 0.1 per cent of all triples' nineteen times in twenty.</summary>
    public const int MostCompared = 1_000_000;

    /// <summary>(right + undecided/3)/resolved: what guessing where nothing is decided would come to; 1/3 by chance, NaN without a triple.</summary>
    public double Accuracy => (Right + (Undecided / 3.0)) / Resolved;

    /// <summary>Compares.</summary>
    /// <param name="known">The known tree.</param>
    /// <param name="nodes">The node of each class in it.</param>
    /// <param name="distance">The distance of two classes, by their places among the nodes.</param>
    /// <param name="seed">Names the triples that are drawn.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Triplets Of(
        KnownTree known, IReadOnlyList<int> nodes, Func<int, int, double> distance, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        double all = nodes.Count * (nodes.Count - 1.0) * (nodes.Count - 2.0) / 6;
        bool isDrawn = all > MostCompared;
        long resolved = 0, right = 0, undecided = 0;
        foreach ((int a, int b, int c) in isDrawn ? Draw(nodes.Count, seed) : All(nodes.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            int truth = Single(-known.AncestorDepth(nodes[a], nodes[b]), -known.AncestorDepth(nodes[a], nodes[c]), -known.AncestorDepth(nodes[b], nodes[c]));
            if (truth >= 0)
            {
                int found = Single(distance(a, b), distance(a, c), distance(b, c));
                (resolved, right, undecided) = (resolved + 1, right + (found == truth ? 1 : 0), undecided + (found < 0 ? 1 : 0));
            }
        }

        return new Triplets(resolved, right, undecided, isDrawn);
    }

    // Which of three is below both others; −1 for none.
    private static int Single(double first, double second, double third) =>
        first < second && first < third ? 0 : second < first && second < third ? 1 : third < first && third < second ? 2 : -1;

    private static IEnumerable<(int A, int B, int C)> All(int count)
    {
        for (int a = 0; a < count; a++)
        {
            for (int b = a + 1; b < count; b++)
            {
                for (int c = b + 1; c < count; c++)
                {
                    yield return (a, b, c);
                }
            }
        }
    }

    private static IEnumerable<(int A, int B, int C)> Draw(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (int i = 0; i < MostCompared;)
        {
            (int a, int b, int c) = (random.NextIndex(count), random.NextIndex(count), random.NextIndex(count));
            if (a != b && a != c && b != c)
            {
                i++;
                yield return (a, b, c);
            }
        }
    }
}
