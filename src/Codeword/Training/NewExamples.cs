using Codeword.Data;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>Examples of classes that a model does not know.</summary>
/// <param name="Examples">All examples given.</param>
/// <param name="Names">The new classes, in the order of their first examples.</param>
/// <param name="Rows">The examples that have a new label, ascending.</param>
/// <param name="RowsOfClass">For each new class its rows, ascending.</param>
/// <param name="ClassesOfRow">
/// For each of <paramref name="Rows"/> the classes it has, by the ids that they have in the model when the new ones are added; those it knew among them.
/// </param>
internal sealed record NewExamples(
    ExampleSet Examples, IReadOnlyList<string> Names, IReadOnlyList<int> Rows, IReadOnlyList<IReadOnlyList<int>> RowsOfClass, IReadOnlyList<int[]> ClassesOfRow)
{
    /// <summary>Sorts examples.</summary>
    /// <exception cref="ArgumentException">No example has a new label, or one has several labels where the model knows rows of one.</exception>
    public static NewExamples Of(Model model, ExampleSet examples)
    {
        int[] ids = IdsOf(model, examples, out List<string> names);
        List<int> rows = [];
        List<int[]> classes = [];
        List<int>[] ofClass = [.. names.Select(_ => new List<int>())];
        for (int row = 0; row < examples.Count; row++)
        {
            int[] own = [.. examples.LabelsOf(row).ToArray().Select(label => ids[label.Value])];
            RequireOne(model, own.Length, row);
            int[] fresh = [.. own.Where(id => id >= model.Labels.Count)];
            if (fresh.Length > 0)
            {
                rows.Add(row);
                classes.Add(own);
                Array.ForEach(fresh, id => ofClass[id - model.Labels.Count].Add(row));
            }
        }

        return rows.Count > 0 ? new NewExamples(examples, names, rows, ofClass, classes) : throw new ArgumentException(
            $"None of the {examples.Count} rows has a label that the model does not know; give examples of classes that are not its own yet.");
    }

    // For each label of the examples its id in the model, new ones after those there are.
    private static int[] IdsOf(Model model, ExampleSet examples, out List<string> names)
    {
        names = [];
        int[] ids = new int[examples.Labels.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            string name = examples.Labels.Names[i];
            if (model.Labels.TryGet(name, out LabelId known))
            {
                ids[i] = known.Value;
            }
            else
            {
                ids[i] = model.Labels.Count + names.Count;
                names.Add(name);
            }
        }

        return ids;
    }

    private static void RequireOne(Model model, int labels, int row)
    {
        if (labels > 1 && !model.Info.IsMultiLabel)
        {
            throw new ArgumentException($"Row {row + 1} has {labels} labels, but the model was trained on rows of one; give one label a row.");
        }
    }
}
