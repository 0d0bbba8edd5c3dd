using Codeword.Storage;

namespace Codeword.Data;

/// <summary>How names of labels are written: their count (64-bit), then each as a text.</summary>
internal static class LabelSection
{
    private const int FewestBytes = 5;   // A length and a character.

    /// <summary>Writes all names in the order of their ids.</summary>
    public static void Write(SectionWriter writer, LabelSet labels)
    {
        writer.WriteUInt64((ulong)labels.Count);
        foreach (string name in labels.Names)
        {
            writer.WriteString(name);
        }
    }

    /// <summary>Reads the names.</summary>
    /// <param name="reader">At the count.</param>
    /// <param name="bytesBeside">Bytes that the section holds for each label beside its name.</param>
    /// <param name="retired">From the number of labels to those that are retired, ascending; null where none can be.</param>
    /// <exception cref="InvalidDataException">There is a label without a name, or one twice of which more than one is not retired.</exception>
    public static LabelSet Read(SectionReader reader, int bytesBeside = 0, Func<int, LabelId[]>? retired = null)
    {
        string[] names = new string[reader.ReadCount(FewestBytes + bytesBeside)];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString(int.MaxValue);
            if (names[i].Length == 0)
            {
                throw reader.Fault($"found no name for label {i}; expected at least one character");
            }
        }

        try
        {
            return LabelSet.Create(names, retired?.Invoke(names.Length) ?? []);
        }
        catch (ArgumentException)
        {
            throw reader.Fault("found a label twice; expected each name once");
        }
    }
}
