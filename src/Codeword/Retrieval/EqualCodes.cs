using System.Buffers.Binary;

namespace Codeword.Retrieval;

/// <summary>
/// Which codes equal one before them, so that tables hold the first of equal codes alone and a million equal codes are one entry. At most 8.3 bytes a code that is left out.
/// Immutable.
/// </summary>
internal sealed class EqualCodes
{
    private const int WordBits = 64;
    private readonly int[] _firsts;
    private readonly BucketStarts? _groups;
    private readonly int[] _others;
    private readonly ulong[] _marks;

    private EqualCodes(int[] firsts, BucketStarts? groups, int[] others, ulong[] marks) => (_firsts, _groups, _others, _marks) = (firsts, groups, others, marks);

    /// <summary>How many codes are left out.</summary>
    public int Count => _others.Length;

    /// <summary>Bytes it takes.</summary>
    public long Bytes => (((long)_firsts.Length + _others.Length) * sizeof(int)) + (_groups?.Bytes ?? 0) + (sizeof(ulong) * (long)_marks.Length);

    /// <summary>Finds equal codes by sorting: needs 12 bytes a code meanwhile.</summary>
    public static EqualCodes Find(CodeBlocks blocks, int count)
    {
        (ulong[] keys, int[] positions) = (new ulong[count], new int[count]);
        FillKeys(blocks, keys, positions);
        keys.AsSpan().Sort(positions.AsSpan());
        List<(int First, int Start, int Count)> groups = [];
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && keys[end] == keys[start];)
            {
                end++;
            }

            Span<int> run = positions.AsSpan(start, end - start);
            run.Sort();
            int equal = run.Length == 1 || blocks.BlockBytes <= sizeof(ulong) * CodeBlocks.CodesPerBlock ? run.Length : KeepEqual(blocks, run);
            if (equal > 1)
            {
                groups.Add((run[0], start + 1, equal - 1));
            }
        }

        return Create(groups, positions);
    }

    /// <summary>The same without knowing of a code whether it is a repeat, which only making tables asks: a bit a code less.</summary>
    public EqualCodes WithoutMarks() => new(_firsts, _groups, _others, []);

    /// <summary>Whether a code equals one before it.</summary>
    public bool IsRepeat(int position) => (_marks[position / WordBits] >> (position % WordBits) & 1) != 0;

    /// <summary>The codes that equal one which is no repeat, ascending.</summary>
    public ReadOnlySpan<int> Of(int first)
    {
        int group = _firsts.AsSpan().BinarySearch(first);
        if (group < 0)
        {
            return [];
        }

        (int start, int count) = _groups![group];
        return _others.AsSpan(start, count);
    }

    private static EqualCodes Create(List<(int First, int Start, int Count)> groups, int[] positions)
    {
        groups.Sort();
        ulong[] marks = new ulong[(positions.Length / WordBits) + 1];
        int[] others = new int[groups.Sum(group => group.Count)];
        int held = 0;
        foreach ((_, int start, int count) in groups)
        {
            foreach (int position in positions.AsSpan(start, count))
            {
                others[held++] = position;
                marks[position / WordBits] |= 1UL << (position % WordBits);
            }
        }

        BucketStarts? starts = groups.Count == 0 ? null : new BucketStarts([.. groups.Select(group => group.Count)]);
        return new EqualCodes([.. groups.Select(group => group.First)], starts, others, marks);
    }

    // Up to 64 bits the code itself, of longer ones a hash.
    private static void FillKeys(CodeBlocks blocks, ulong[] keys, int[] positions)
    {
        int bytes = blocks.BlockBytes / CodeBlocks.CodesPerBlock;
        Span<byte> code = stackalloc byte[HammingIndex.MostBits / 8];
        code.Clear();
        for (int position = 0; position < keys.Length; position++)
        {
            blocks.CopyCode(position, code);
            ulong key = BinaryPrimitives.ReadUInt64LittleEndian(code);
            for (int i = sizeof(ulong); i < bytes; i += sizeof(ulong))
            {
                key = unchecked((key ^ (key >> 32)) * 0x9E3779B97F4A7C15) ^ BinaryPrimitives.ReadUInt64LittleEndian(code[i..]);
            }

            (keys[position], positions[position]) = (key, position);
        }
    }

    // Moves the codes that do equal the first of a run behind it, in order, and says how many they are with it: others had the same hash by chance.
    private static int KeepEqual(CodeBlocks blocks, Span<int> run)
    {
        Span<byte> first = stackalloc byte[blocks.BlockBytes / CodeBlocks.CodesPerBlock];
        Span<byte> other = stackalloc byte[first.Length];
        blocks.CopyCode(run[0], first);
        int kept = 1;
        foreach (int position in run[1..])
        {
            blocks.CopyCode(position, other);
            if (other.SequenceEqual(first))
            {
                run[kept++] = position;
            }
        }

        return kept;
    }
}
