using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>Whole numbers from 0 on: in memory, or in a mapped file in 1, 2 or 4 bytes each. Immutable.</summary>
internal sealed class CompactInts
{
    private const int WrittenAtOnce = 1 << 12;
    private readonly int[] _values = [];
    private readonly Section? _section;
    private readonly int _width = sizeof(int);

    public CompactInts(int[] values) => (_values, Count) = (values, values.Length);

    /// <param name="section">The numbers and nothing else.</param>
    /// <param name="width">1, 2 or 4 bytes each.</param>
    /// <param name="count">How many they must be; null for as many as there are.</param>
    /// <exception cref="InvalidDataException">The section is of another length.</exception>
    public CompactInts(Section section, int width, int? count = null)
    {
        (_section, _width) = (section, width);
        long found = section.Length / width;
        if (section.Length % width != 0 || found > int.MaxValue || (count ?? found) != found)
        {
            string expected = count is null ? $"a multiple of {width}" : $"{count} times {width}";
            throw section.Fault($"found {section.Length} bytes; expected {expected}, the bytes of a number");
        }

        Count = (int)found;
    }

    public int Count { get; }

    /// <summary>Bytes they take.</summary>
    public long Bytes => (long)Count * _width;

    /// <summary>The fewest bytes that hold numbers up to this one.</summary>
    public static int WidthOf(int largest) => largest <= byte.MaxValue ? 1 : largest <= ushort.MaxValue ? 2 : sizeof(int);

    public int this[int i] => _section is null ? _values[i] : _width switch
    {
        1 => _section.Slice<byte>(i, 1)[0],
        2 => _section.Slice<ushort>(i, 1)[0],
        _ => _section.Slice<int>(i, 1)[0],
    };

    public void Write(SectionWriter writer, int width)
    {
        byte[] bytes = new byte[WrittenAtOnce * width];
        for (int start = 0; start < Count; start += WrittenAtOnce)
        {
            int count = Math.Min(WrittenAtOnce, Count - start);
            for (int i = 0; i < count; i++)
            {
                int value = this[start + i];
                for (int b = 0; b < width; b++)
                {
                    bytes[(i * width) + b] = (byte)((value >> (8 * b)) & 0xFF);
                }
            }

            writer.Write<byte>(bytes.AsSpan(0, count * width));
        }
    }
}
