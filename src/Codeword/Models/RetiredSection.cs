using Codeword.Data;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Section RETD: the ids of retired classes, ascending; absent where there are none. Critical: a reader that does not know it would predict them.</summary>
internal static class RetiredSection
{
    public static readonly Tag Tag = new("RETD");

    public static void Write(SectionWriter writer, LabelSet labels)
    {
        if (labels.Retired.Count > 0)
        {
            writer.Begin(Tag);
            writer.Write<int>([.. labels.Retired.Select(label => label.Value)]);
        }
    }

    /// <summary>The retired classes, of which there are fewer than classes.</summary>
    public static LabelId[] Read(SectionFile file, int classes)
    {
        if (!file.TryGet(Tag, out Section? section))
        {
            return [];
        }

        long count = section.Length / sizeof(int);
        if (section.Length % sizeof(int) != 0 || count < 1 || count >= classes)
        {
            throw section.Fault($"found {section.Length} bytes; expected 4 for each of 1 to {classes - 1} retired classes of {classes}");
        }

        ReadOnlySpan<int> ids = section.AsSpan<int>();
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] >= classes || ids[i] <= (i == 0 ? -1 : ids[i - 1]))
            {
                throw section.Fault($"found the retired class {ids[i]} at place {i}; expected ids that ascend from 0 and stay below {classes}");
            }
        }

        return [.. ids.ToArray().Select(id => new LabelId(id))];
    }
}
