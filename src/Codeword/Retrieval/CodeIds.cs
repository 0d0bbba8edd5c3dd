using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>The ids of an index's codes by their position, ascending: 0 to N − 1, which takes no room, or a list in memory or in a mapped file. Immutable.</summary>
internal sealed class CodeIds
{
    private readonly long[]? _ids;
    private readonly Section? _section;

    /// <summary>0 to N − 1.</summary>
    public CodeIds(int count) => Count = count;

    public CodeIds(long[] ids) => (_ids, Count) = (ids, ids.Length);

    public CodeIds(Section section, int count) => (_section, Count) = (section, count);

    public int Count { get; }

    /// <summary>Whether they are anything but 0 to N − 1.</summary>
    public bool AreListed => _ids is not null || _section is not null;

    /// <summary>Bytes they take.</summary>
    public long Bytes => AreListed ? (long)Count * sizeof(long) : 0;

    public long this[int position] =>
        _ids is not null ? _ids[position] : _section is not null ? _section.Slice<long>(position, 1)[0] : position;

    /// <summary>Where an id stands; below 0 where there is none.</summary>
    public int PositionOf(long id)
    {
        if (!AreListed)
        {
            return id >= 0 && id < Count ? (int)id : -1;
        }

        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            long found = this[middle];
            if (found == id)
            {
                return middle;
            }

            (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
