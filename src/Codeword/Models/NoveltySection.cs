using Codeword.Novelty;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Section NOVL, optional: the rule of novelty. A reader that does not know it predicts the same, and calls nothing novel.</summary>
internal static class NoveltySection
{
    public static readonly Tag Tag = new("NOVL");

    public static void Write(SectionWriter writer, NoveltyRule rule)
    {
        writer.Begin(Tag, isCritical: false);
        WriteRule(writer, rule);
    }

    public static NoveltyRule Read(Section section)
    {
        SectionReader reader = section.CreateReader();
        NoveltyRule rule = ReadRule(reader);
        reader.ExpectEnd();
        return rule;
    }

    /// <summary>Writes a rule into a section that was begun.</summary>
    public static void WriteRule(SectionWriter writer, NoveltyRule rule)
    {
        writer.WriteUInt32((uint)rule.Score);
        writer.WriteSingle(rule.Threshold);
        writer.WriteUInt64(BitConverter.DoubleToUInt64Bits(rule.FalseAlarms));
        writer.WriteInt32(rule.Rows);
    }

    /// <summary>Reads what <see cref="WriteRule"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A number is none that it could write.</exception>
    public static NoveltyRule ReadRule(SectionReader reader)
    {
        NoveltyScore score = StoredValue.ReadEnum<NoveltyScore>(reader, "novelty score");
        float threshold = reader.ReadSingle();
        if (float.IsNaN(threshold) || float.IsNegativeInfinity(threshold))
        {
            throw reader.Fault($"found {threshold} for the novelty threshold; expected a number or Infinity");
        }

        double falseAlarms = BitConverter.UInt64BitsToDouble(reader.ReadUInt64());
        int rows = reader.ReadInt32();
        bool isGiven = falseAlarms == 0 && rows == 0;
        return isGiven || (falseAlarms is > 0 and < 1 && rows >= NoveltyRule.FewestRows(falseAlarms))
            ? NoveltyRule.Restore(score, threshold, falseAlarms, rows)
            : throw reader.Fault($"found a share of {falseAlarms} false alarms on {rows} rows; expected both to be 0, or a share below 1 and the rows that it takes");
    }
}
