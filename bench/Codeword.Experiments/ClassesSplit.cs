using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>
/// WordNet without a hundred of its classes, five examples of each of them, and rows to measure on: the test rows, or, to choose settings by, rows of the training part
/// that nothing else uses. The classes to choose by are none of those that are measured.
/// </summary>
/// <param name="Training">Rows of all other classes.</param>
/// <param name="Few">The examples of the new classes.</param>
/// <param name="New">Rows of the new classes to measure on.</param>
/// <param name="Old">Rows of the others to measure on.</param>
internal sealed record ClassesSplit(RowList Training, RowList Few, RowList New, RowList Old)
{
    private const int Classes = 100;
    private const int Examples = 5;
    private const int MeasuredSeeds = 5;
    private const double HeldShare = 0.1;

    /// <summary>The classes that a seed names, measured on test rows.</summary>
    public static ClassesSplit ToMeasure(CodeData data, int seed)
    {
        ExampleSet train = data.Training.Examples;
        HashSet<int> fresh = Drawn(data, seed);
        (List<int> few, _) = TakeFew(train, fresh, seed);
        return new ClassesSplit(
            new RowList(train, RowsOf(train, label => !fresh.Contains(label))), new RowList(train, few),
            new RowList(data.Test, RowsOf(data.Test, fresh.Contains)), new RowList(data.Test, RowsOf(data.Test, label => !fresh.Contains(label))));
    }

    /// <summary>Classes that no seed measures, with a tenth of the other classes' training rows held out.</summary>
    public static ClassesSplit ToChoose(CodeData data, int seed)
    {
        HashSet<int> measured = [.. Enumerable.Range(1, MeasuredSeeds).SelectMany(own => Drawn(data, own))];
        HashSet<int> fresh = Draw(Eligible(data).Where(label => !measured.Contains(label)), 1000 + (ulong)seed);
        ExampleSet train = data.Training.Examples;
        (List<int> few, List<int> rest) = TakeFew(train, fresh, seed);
        List<int> old = RowsOf(train, label => !fresh.Contains(label));
        var random = SplitMix64.ForPart((ulong)seed, 2);
        HashSet<int> held = [.. old.Where(_ => random.NextDouble() < HeldShare)];
        return new ClassesSplit(
            new RowList(train, [.. old.Where(row => !held.Contains(row))]), new RowList(train, few), new RowList(train, rest), new RowList(train, [.. held]));
    }

    /// <summary>All rows there are to train from scratch on: those of the others, and the examples.</summary>
    public RowList Whole => new(Training.Examples, [.. Training.Rows, .. Few.Rows]);

    // As many of a seed's classes as are measured, whatever the other seeds drew.
    private static HashSet<int> Drawn(CodeData data, int seed) => Draw(Eligible(data), (ulong)seed);

    private static HashSet<int> Draw(IEnumerable<int> eligible, ulong seed)
    {
        int[] labels = [.. eligible];
        var random = SplitMix64.ForPart(seed, 1);
        HashSet<int> drawn = [];
        while (drawn.Count < Classes)
        {
            drawn.Add(labels[random.NextIndex(labels.Length)]);
        }

        return drawn;
    }

    // Classes with more training rows than the examples take, and a test row.
    private static IEnumerable<int> Eligible(CodeData data)
    {
        ExampleSet train = data.Training.Examples;
        int[] rows = new int[train.Labels.Count], tests = new int[train.Labels.Count];
        for (int row = 0; row < train.Count; row++)
        {
            rows[train.LabelsOf(row)[0].Value]++;
        }

        for (int row = 0; row < data.Test.Count; row++)
        {
            foreach (LabelId label in data.Test.LabelsOf(row))
            {
                tests[label.Value]++;
            }
        }

        return Enumerable.Range(0, rows.Length).Where(label => rows[label] > Examples && tests[label] > 0);
    }

    private static List<int> RowsOf(ExampleSet examples, Predicate<int> isWanted) =>
        [.. Enumerable.Range(0, examples.Count).Where(row => examples.LabelsOf(row) is [var label] && isWanted(label.Value))];

    private static (List<int> Taken, List<int> Left) TakeFew(ExampleSet train, HashSet<int> fresh, int seed)
    {
        int[] rows = [.. RowsOf(train, fresh.Contains)];
        var random = SplitMix64.ForPart((ulong)seed, 3);
        random.Shuffle(rows);
        var taken = new Dictionary<int, int>();
        (List<int> few, List<int> rest) = ([], []);
        foreach (int row in rows)
        {
            int label = train.LabelsOf(row)[0].Value;
            int count = taken.GetValueOrDefault(label);
            taken[label] = count + 1;
            (count < Examples ? few : rest).Add(row);
        }

        return (few, rest);
    }
}

/// <summary>Some rows of a set.</summary>
internal sealed record RowList(ExampleSet Examples, IReadOnlyList<int> Rows)
{
    /// <summary>The rows as a set of their own: of the labels given, or, without, of those they have.</summary>
    public ExampleSet ToSet(LabelSet? labels = null)
    {
        var builder = new ExampleSetBuilder(labels, Examples.FeatureCount);
        foreach (int row in Rows)
        {
            builder.Add(Examples.Row(row), [Examples.Labels[Examples.LabelsOf(row)[0]]]);
        }

        return builder.Build();
    }
}
