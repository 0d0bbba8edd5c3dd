using System.Globalization;
using System.Text.Json;
using Codeword.Codes;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints of binary codes.</summary>
internal static class BinaryCodeSummary
{
    public static TextTable ToTable(BinaryCodeReport codes)
    {
        TextTable table = TextTable.OfPairs()
            .Add("unique codes", $"{Figures.Count(codes.UniqueCodes)} of {Figures.Count(codes.Count)}")
            .Add("colliding pairs", Figures.Count(codes.CollidingPairs));
        if (codes is { MinimumDistance: { } least, MeanDistance: { } mean })
        {
            string sample = codes.IsSampled ? $", among {Figures.Count(BinaryCodeReport.MostCompared)} codes drawn at random" : "";
            table.Add("least distance", $"{Figures.Count(least)}{sample}")
                .Add("mean distance", string.Create(CultureInfo.InvariantCulture, $"{mean:F2}"));
        }

        return table
            .Add("share of ones a bit", $"{Figures.Ratio(codes.SmallestShare)} to {Figures.Ratio(codes.LargestShare)}, mean {Figures.Ratio(codes.MeanShare)}")
            .Add("|correlation| of two bits", $"mean {Figures.Ratio(codes.MeanCorrelation)}, largest {Figures.Ratio(codes.LargestCorrelation)}");
    }

    public static void Write(Utf8JsonWriter json, BinaryCodeReport codes)
    {
        json.WriteStartObject("bits");
        json.WriteNumber("bits", codes.Bits);
        json.WriteNumber("uniqueCodes", codes.UniqueCodes);
        json.WriteNumber("collidingPairs", codes.CollidingPairs);
        if (codes is { MinimumDistance: { } least, MeanDistance: { } mean })
        {
            json.WriteNumber("minimumDistance", least);
            json.WriteBoolean("minimumDistanceIsSampled", codes.IsSampled);
            json.WriteNumber("meanDistance", mean);
        }

        json.WriteNumber("smallestShare", codes.SmallestShare);
        json.WriteNumber("meanShare", codes.MeanShare);
        json.WriteNumber("largestShare", codes.LargestShare);
        json.WriteNumber("meanCorrelation", codes.MeanCorrelation);
        json.WriteNumber("largestCorrelation", codes.LargestCorrelation);
        json.WriteEndObject();
    }
}
