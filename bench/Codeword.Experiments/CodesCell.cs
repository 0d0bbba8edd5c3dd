using System.Globalization;

namespace Codeword.Experiments;

/// <summary>What one codebook of one length came to with one seed: a line of the cells' file.</summary>
/// <param name="Codes">Its name in the table.</param>
/// <param name="Bits">k; 0 for the real-valued head.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Outcome">The figures.</param>
internal sealed record CodesCell(string Codes, int Bits, int Seed, Outcome Outcome)
{
    public const string Header = "codes,bits,seed,training s,real,unique,minimum distance,ED,MHD,soft,table,table differs,ties,wrong bits";

    public static CodesCell Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] figures = [.. cells[5..].Where(cell => cell.Length > 0).Select(Number)];
        CodeMeasures? measures = figures.Length == 0 ? null : new CodeMeasures
        {
            UniqueCodes = (int)figures[0],
            MinimumDistance = (int)figures[1],
            Exact = figures[2],
            Hamming = figures[3],
            Soft = figures[4],
            Table = figures[5],
            TableDiffers = (int)figures[6],
            Ties = figures[7],
            WrongBits = figures[8],
        };
        return new CodesCell(cells[0], Whole(cells[1]), Whole(cells[2]), new Outcome(measures, Number(cells[4]), Number(cells[3])));

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    public override string ToString()
    {
        CodeMeasures? codes = Outcome.Codes;
        string figures = codes is null ? ",,,,,,,," : string.Create(
            CultureInfo.InvariantCulture,
            $"{codes.UniqueCodes},{codes.MinimumDistance ?? 0},{codes.Exact:G8},{codes.Hamming:G8},{codes.Soft:G8},{codes.Table:G8},{codes.TableDiffers},"
            + $"{codes.Ties:G8},{codes.WrongBits:G8}");
        return string.Create(CultureInfo.InvariantCulture, $"{Codes},{Bits},{Seed},{Outcome.Seconds:F1},{Outcome.Real:G8},{figures}");
    }
}
