using System.Globalization;
using Codeword.Data;
using Codeword.Taxonomy;

namespace Codeword.Cli;

/// <summary>A file of bits' error rates: a number from 0 to 1 a line, in the order of the bits.</summary>
internal static class BitErrorFile
{
    /// <summary>Reads the weights that follow from the rates.</summary>
    /// <exception cref="DataFormatException">A line holds no such number, or there is not one for each bit.</exception>
    public static BitWeights Read(Session session, string path, int bits)
    {
        using Stream file = session.Open(path);
        using var lines = new StreamReader(file);
        var rates = new List<double>();
        while (lines.ReadLine() is { } line)
        {
            if (!double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) || !(rate >= 0 && rate <= 1))
            {
                throw new DataFormatException(path, rates.Count + 1, 0, $"found \"{EscapedText.Of(line.Length > 40 ? line[..40] : line)}\"; expected a number from 0 to 1");
            }

            rates.Add(rate);
            if (rates.Count > bits)
            {
                throw new DataFormatException(path, rates.Count, 0, $"found more rates; expected {bits}, one for each bit");
            }
        }

        return rates.Count == bits
            ? BitWeights.OfErrorRates([.. rates])
            : throw new DataFormatException(path, 0, 0, $"found {Figures.Count(rates.Count, "rate")}; expected {bits}, one for each bit");
    }
}
