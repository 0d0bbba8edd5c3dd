using Codeword.Data;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>A data set of which some classes are kept from training, to be met as unknown.</summary>
/// <param name="Data">What is trained on, with the settings chosen for the set; its test rows are of known classes.</param>
/// <param name="UnknownTraining">The training rows of the unknown classes.</param>
/// <param name="UnknownTest">Their test rows.</param>
internal sealed record OpenSet(CodeData Data, ExampleSet UnknownTraining, ExampleSet UnknownTest)
{
    private const ulong ClassPart = 71;

    /// <summary>Keeps a share of the classes from training, drawn by the seed.</summary>
    public static OpenSet Draw(CodeData data, double share, int seed)
    {
        int classes = data.Training.Examples.Labels.Count;
        int[] order = [.. Enumerable.Range(0, classes)];
        SplitMix64.ForPart((ulong)seed, ClassPart).Shuffle<int>(order);
        HashSet<int> unknown = [.. order[..(int)(classes * share)]];
        return Cut(data, label => unknown.Contains(label.Value));
    }

    /// <summary>Keeps the classes that a rule names from training.</summary>
    public static OpenSet Cut(CodeData data, Func<LabelId, bool> isUnknown)
    {
        ExampleSet all = data.Training.Examples;
        ExampleSet known = Take(all, null, label => !isUnknown(label));
        var cut = data with
        {
            Training = TrainingData.OfExamples(known, data.Training.Format),
            Held = data.Held is { } held ? Take(held, known.Labels, label => !isUnknown(label)) : null,
            Test = Take(data.Test, known.Labels, label => !isUnknown(label)),
        };
        return new OpenSet(cut, Take(all, null, isUnknown), Take(data.Test, null, isUnknown));
    }

    /// <summary>A seeded share of some rows, and the others.</summary>
    public static (ExampleSet Part, ExampleSet Others) Split(ExampleSet rows, double share, int seed)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        SplitMix64.ForPart((ulong)seed, ClassPart + 1).Shuffle<int>(order);
        int[] part = order[..(int)(rows.Count * share)];
        Array.Sort(part);
        return (rows.Subset(part), rows.Except(part));
    }

    private static ExampleSet Take(ExampleSet rows, LabelSet? labels, Func<LabelId, bool> isTaken)
    {
        var builder = new ExampleSetBuilder(labels, rows.FeatureCount);
        for (int row = 0; row < rows.Count; row++)
        {
            LabelId label = rows.LabelsOf(row)[0];
            if (isTaken(label))
            {
                builder.Add(rows.Row(row), [rows.Labels[label]]);
            }
        }

        return builder.Build();
    }
}
