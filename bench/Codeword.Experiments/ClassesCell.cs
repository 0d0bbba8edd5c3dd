using System.Globalization;
using Codeword.Evaluation;

namespace Codeword.Experiments;

/// <summary>What one model came to with one seed: a line of the cells' file.</summary>
/// <param name="Method">MACH or LLC.</param>
/// <param name="Model">Before, added, fine-tuned or from scratch.</param>
/// <param name="Seed">The seed of classes, examples and training.</param>
/// <param name="New1">Accuracy@1 on rows of the new classes.</param>
/// <param name="New5">Accuracy@5 on them.</param>
/// <param name="Old1">Accuracy@1 on rows of the old classes.</param>
/// <param name="Old5">Accuracy@5 on them.</param>
internal sealed record ClassesCell(string Method, string Model, int Seed, double New1, double New5, double Old1, double Old5)
{
    public const string Header = "method,model,seed,new@1,new@5,old@1,old@5";

    public static ClassesCell Of(string method, string model, int seed, Classifier classifier, ClassesSplit split)
    {
        MetricList fresh = Measure(split.New), old = Measure(split.Old);
        return new ClassesCell(method, model, seed, fresh["accuracy@1"], fresh["accuracy@5"], old["accuracy@1"], old["accuracy@5"]);

        MetricList Measure(RowList rows) => Evaluator.Evaluate(classifier, rows.ToSet(classifier.Labels), [1, 5], threads: 1).Report.Metrics;
    }

    public static ClassesCell Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] numbers = [.. cells[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new ClassesCell(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Method},{Model},{Seed},{New1:G6},{New5:G6},{Old1:G6},{Old5:G6}");
}
