using Codeword.Decoding;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Section PMAP: the knots of the curve that calibrates probabilities. Critical: a reader without it would give other probabilities and not say so.</summary>
internal static class CurveSection
{
    public static readonly Tag Tag = new("PMAP");

    public static void Write(SectionWriter writer, ProbabilityCurve curve)
    {
        writer.Begin(Tag);
        WriteKnots(writer, curve);
    }

    public static ProbabilityCurve Read(Section section)
    {
        SectionReader reader = section.CreateReader();
        ProbabilityCurve curve = ReadKnots(reader);
        reader.ExpectEnd();
        return curve;
    }

    /// <summary>Writes the knots into the section that is open.</summary>
    public static void WriteKnots(SectionWriter writer, ProbabilityCurve curve)
    {
        writer.WriteUInt64((ulong)curve.Given.Length);
        writer.Write(curve.Given);
        writer.Write(curve.Calibrated);
    }

    /// <summary>Reads knots.</summary>
    /// <exception cref="InvalidDataException">They are no curve.</exception>
    public static ProbabilityCurve ReadKnots(SectionReader reader)
    {
        int knots = reader.ReadCount(2 * sizeof(float));
        ReadOnlySpan<float> given = reader.Take<float>(knots), calibrated = reader.Take<float>(knots);
        try
        {
            return new ProbabilityCurve(given, calibrated);
        }
        catch (ArgumentException e)
        {
            throw reader.Fault(char.ToLowerInvariant(e.Message[0]) + e.Message[1..^1]);
        }
    }
}
