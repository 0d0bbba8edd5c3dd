namespace Codeword.Reports;

// Codewords, and how near classes are to each other.
internal sealed partial class ReportPage
{
    private void WriteCodebook()
    {
        CodebookFacts codebook = data.Codebook;
        Start("codebook", "Codewords", "How well codewords tell classes apart, and how evenly their digits are used.");
        _html.Facts("Codewords", codebook.Facts);
        if (codebook.Unit is { } unit)
        {
            string pairs = codebook.ArePairsDrawn ? $"{Count(codebook.ComparedPairs)} pairs of classes drawn at random" : $"all {Count(codebook.ComparedPairs)} pairs of classes";
            Chart(
                "distances", "codebook", $"In how many {unit} codewords differ", $"Of {pairs}; the line is what random {unit} would give.",
                () => _html.Table(
                    $"In how many {unit} codewords differ", [$"{unit} that differ", "#share of pairs", $"#share, random {unit}"],
                    codebook.Distances.Select(share => new[] { Count(share.Distance), Ratio(share.Share), Ratio(share.Expected) })));
        }

        if (codebook.Ones is { } ones)
        {
            Chart(
                "ones", "codebook", "Balance of bits", "The share of classes whose bit is 1; a bit says most at one half.",
                () => _html.Table("Balance of bits", ["bit", "#share of ones"], ones.Select((share, bit) => new[] { Count(bit), Ratio(share) })));
        }
        else
        {
            Chart(
                "loads", "codebook", "Loads of buckets", "How many classes are in the emptiest and in the fullest bucket of each digit, and on average.",
                () => _html.Table(
                    "Loads of buckets", ["digit", "kind", "#buckets", "#fewest classes", "#most classes", "#empty buckets"],
                    codebook.Columns.Select((column, r) =>
                        new[] { Count(r + 1), column.Kind, Count(column.Buckets), Count(column.Smallest), Count(column.Largest), Count(column.Empty) })));
        }

        _html.Data("codebook", codebook, _json.CodebookFacts);
        End();
    }

    private void WriteClasses()
    {
        Start("classes", "Classes", "How near classes are to each other.");
        if (data.Tree is null && data.Map is null)
        {
            _html.Element("p", "The data has too few classes to compare.");
        }

        if (data.Tree is { } tree)
        {
            string drawn = tree.Classes.Count < tree.AllClasses ? $" {Count(tree.Classes.Count)} of the {Count(tree.AllClasses)} classes, drawn at random, are in the tree." : "";
            Chart(
                "tree", "tree", "Tree of classes",
                $"Groups are joined at their {(tree.Linkage == "complete" ? "largest" : "average")} distance ({tree.Unit}), the nearest first.{drawn} "
                    + "Choose a group to see what it is made of.",
                () => _html.Table(
                    Invariant($"The tree cut into {tree.Groups.Count} groups"), ["group", "#classes", "members"],
                    tree.Groups.Select((group, i) => new[] { Count(i + 1), Count(group.Size), Members(group) })));
            _html.Data("tree", tree, _json.TreeChart);
        }

        if (data.Map is { } map)
        {
            WriteMap(map);
        }

        End();
    }

    private void WriteMap(ClassMap map)
    {
        string shown = map.Classes.Count == map.AllClasses ? $"All {Count(map.AllClasses)} classes" : map.AreMet
            ? $"{Count(map.Classes.Count)} classes of those that the data has, evenly spaced in the tree's order,"
            : $"{Count(map.Classes.Count)} of the {Count(map.AllClasses)} classes, evenly spaced in the tree's order,";
        string correlation = map is { Correlation: { } r, P: { } p } ? $" The two go together with a correlation of {Ratio(r)} (Mantel's test: p = {Ratio(p)})." : "";
        string codes = map.Codes is null ? "" : " Codewords: the share of digits that two classes have in common.";
        string features = map.Features is null ? "" : $" Features: the cosine of the angle between the mean features of up to {ClassVectors.MostRows} of their rows.";
        Chart(
            "map", "map", "How alike pairs of classes are", $"{shown} in the order of the tree.{codes}{features}{correlation}",
            () => _html.Table(
                "The pairs that are most alike", ["class", "class", "#codewords", "#features"],
                map.Nearest.Select(pair => new[] { pair.First, pair.Second, Cell(pair.Codes), Cell(pair.Features) })));
        _html.Data("map", map, _json.ClassMap);
    }

    private static string Members(TreeGroup group) => string.Join(" · ", group.Members) + (group.Size > group.Members.Count ? " …" : "");

    private static string Cell(double? value) => value is { } number ? Ratio(number) : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
