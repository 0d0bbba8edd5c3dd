using System.Text.Json;
using Codeword.Taxonomy;

namespace Codeword.Cli.Commands;

/// <summary>What <c>codes tree --truth</c> prints: agreement with the known tree of the model's codes and of random ones.</summary>
internal sealed class TreeSummary(TreeAgreement codes, TreeAgreement control)
{
    private static readonly (string Name, string Key, Func<TreeAgreement, double> Of)[] Rows =
    [
        ("triplet accuracy, tree", "treeTripletAccuracy", agreement => agreement.TreeTriplets.Accuracy),
        ("triplet accuracy, distances", "distanceTripletAccuracy", agreement => agreement.DistanceTriplets.Accuracy),
        ("correlation, tree and distances", "copheneticCorrelation", agreement => agreement.Cophenetic),
        ("correlation, tree and known paths", "treeWithPaths", agreement => agreement.TreeWithPaths),
        ("correlation, tree and known ancestors", "treeWithAncestors", agreement => agreement.TreeWithAncestors),
        ("correlation, distances and known paths", "distanceWithPaths", agreement => agreement.DistanceWithPaths),
        ("correlation, distances and known ancestors", "distanceWithAncestors", agreement => agreement.DistanceWithAncestors),
    ];

    public void Write(Session session, bool json)
    {
        if (json)
        {
            JsonLine.Write(session.Output, WriteJson);
            return;
        }

        Triplets triplets = codes.TreeTriplets;
        TextTable.OfPairs()
            .Add("classes in both trees", Figures.Count(codes.Classes))
            .Add("triples that the known tree resolves", Figures.Count(triplets.Resolved) + (triplets.IsDrawn ? $", of {Figures.Count(Triplets.MostCompared)} drawn" : ""))
            .WriteTo(session);
        session.Output.WriteLine();
        var table = new TextTable("", "codes", "random codes");
        foreach ((string name, _, Func<TreeAgreement, double> of) in Rows)
        {
            table.Add(name, Text(of(codes)), Text(of(control)));
        }

        table.WriteTo(session);
    }

    // What is not defined, for want of pairs that differ, has no number.
    private static string Text(double value) => double.IsNaN(value) ? "-" : Figures.Ratio(value);

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("classes", codes.Classes);
        json.WriteNumber("resolvedTriples", codes.TreeTriplets.Resolved);
        json.WriteBoolean("triplesAreDrawn", codes.TreeTriplets.IsDrawn);
        foreach ((string name, TreeAgreement agreement) in new[] { ("codes", codes), ("randomCodes", control) })
        {
            json.WriteStartObject(name);
            foreach ((_, string key, Func<TreeAgreement, double> of) in Rows)
            {
                double value = of(agreement);
                if (!double.IsNaN(value))
                {
                    json.WriteNumber(key, value);
                }
            }

            json.WriteEndObject();
        }
    }
}
