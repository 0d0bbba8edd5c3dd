using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary>What the commands that change a model's classes have in common.</summary>
internal static class ClassChange
{
    public static Option<string> Output() =>
        new("--output", "-o") { Description = "the file to write the new model to; it may be the model's own", HelpName = "file", Required = true };

    /// <summary>Tells of the model that was written.</summary>
    /// <param name="session">Where to.</param>
    /// <param name="json">Whether to a program.</param>
    /// <param name="output">The model's file.</param>
    /// <param name="model">The model.</param>
    /// <param name="added">Classes added to it.</param>
    /// <param name="retired">Classes of it that were retired.</param>
    /// <param name="rows">Counts of rows by name.</param>
    public static void Tell(Session session, bool json, string output, Classifier model, int added, int retired, IReadOnlyList<KeyValuePair<string, int>> rows)
    {
        LabelSet labels = model.Labels;
        if (json)
        {
            JsonLine.Write(session.Output, line =>
            {
                line.WriteString("model", output);
                line.WriteNumber("added", added);
                line.WriteNumber("retired", retired);
                foreach ((string name, int count) in rows)
                {
                    line.WriteNumber(name, count);
                }

                line.WriteNumber("classes", labels.Count);
                line.WriteNumber("retiredClasses", labels.Retired.Count);
            });
            return;
        }

        session.Say($"{output}: {(added > 0 ? $"{Figures.Count(added)} added" : $"{Figures.Count(retired)} retired")}; {Classes(labels)}");
        if (model.Model.Novelty is { Rows: > 0 } || added > 0)
        {
            session.Say($"{output}: probabilities and the rule of novelty were set for the classes before; codeword calibrate and codeword novelty set them anew");
        }
    }

    /// <summary>How many classes there are, in a line.</summary>
    public static string Classes(LabelSet labels) => labels.Retired.Count == 0
        ? $"K = {Figures.Count(labels.Count)}"
        : $"K = {Figures.Count(labels.Count)}, {Figures.Count(labels.Retired.Count)} of them retired";
}
