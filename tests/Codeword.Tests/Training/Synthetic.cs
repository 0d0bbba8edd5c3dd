using System.Globalization;
using System.Text;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Data;

namespace Codeword.Tests.Training;

/// <summary>
/// Data that can be learnt: each class has three words of its own, each row a few of its classes' words among words that mean nothing.
/// </summary>
internal static class Synthetic
{
    public const int Classes = 30;
    private const int OwnWords = 3;
    private const int NoiseWords = 40;

    /// <summary>Rows as a source of text or of sparse features, one label each or one to three.</summary>
    public static ExampleSource Source(bool text, bool multiLabel, int rows, ulong seed, int classes = Classes) =>
        Rows.Source(text ? new TextFormat() : new LibsvmFormat { IndexBase = IndexBase.Zero }, Lines(text, multiLabel, rows, seed, classes));

    /// <summary>The same rows as a set.</summary>
    public static ExampleSet Examples(bool multiLabel, int rows, ulong seed, int classes = Classes) =>
        ExampleSet.Read(Source(text: false, multiLabel, rows, seed, classes), featurizer: null);

    public static string Lines(bool text, bool multiLabel, int rows, ulong seed, int classes = Classes)
    {
        var lines = new StringBuilder();
        var random = SplitMix64.ForPart(seed, 99);
        for (int row = 0; row < rows; row++)
        {
            int first = row < classes ? row : random.NextIndex(classes);   // Each class stands once, in order.
            int count = multiLabel ? 1 + random.NextIndex(3) : 1;
            int[] labels = [.. Enumerable.Range(0, count).Select(i => (first + (i * 7)) % classes).Distinct()];
            int[] words = Words(labels, classes, ref random);
            lines.Append(text
                ? $"{string.Join(' ', labels.Select(id => $"__label__c{id}"))} {string.Join(' ', words.Select(word => $"w{word}"))}\n"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join(',', labels.Select(id => $"c{id}"))} {string.Join(' ', words.Select((word, i) => $"{word}:{1 + (0.25 * i)}"))}\n"));
        }

        return lines.ToString();
    }

    private static int[] Words(int[] labels, int classes, ref SplitMix64 random)
    {
        var words = new SortedSet<int>();
        foreach (int id in labels)
        {
            int dropped = random.NextIndex(OwnWords);
            words.UnionWith(Enumerable.Range(0, OwnWords).Where(word => word != dropped).Select(word => (id * OwnWords) + word));
        }

        for (int i = 0; i < 4; i++)
        {
            words.Add((classes * OwnWords) + random.NextIndex(NoiseWords));
        }

        return [.. words];
    }
}
