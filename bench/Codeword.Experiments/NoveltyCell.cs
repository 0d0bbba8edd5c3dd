using System.Globalization;

namespace Codeword.Experiments;

/// <summary>One figure of one method with one seed: a line of the cells' file.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Score">The novelty score, or the rule where nothing is tuned.</param>
/// <param name="Samples">n, labelled known and unknown samples that the threshold was tuned on; 0 where none was.</param>
/// <param name="Measure">What was measured.</param>
/// <param name="Value">The figure.</param>
internal sealed record NoveltyCell(string Method, int Seed, string Score, int Samples, string Measure, double Value)
{
    public const string Header = "method,seed,score,samples,measure,value";

    public static NoveltyCell Parse(string line)
    {
        string[] cells = line.Split(',');
        return new NoveltyCell(cells[0], Whole(cells[1]), cells[2], Whole(cells[3]), cells[4], double.Parse(cells[5], CultureInfo.InvariantCulture));

        static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method},{Seed},{Score},{Samples},{Measure},{Value:G8}");
}
