namespace Codeword.Data;

/// <summary>A set of terms (UTF-8), numbered in the order they were added, in one block of bytes with a hash table beside it.</summary>
internal sealed class TermTable
{
    private byte[] _bytes = [];
    private int[] _ends = [];
    private Slot[] _slots = new Slot[16];

    public int Count { get; private set; }

    /// <summary>Total length of the terms.</summary>
    public int ByteCount => Count == 0 ? 0 : _ends[Count - 1];

    public ReadOnlySpan<byte> this[int id] => _bytes.AsSpan(Start(id), _ends[id] - Start(id));

    /// <summary>The term's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> term) => _slots[FindSlot(term, HashOf(term))].Number - 1;

    /// <summary>The term's number, new or known.</summary>
    /// <exception cref="InvalidOperationException">There is no room for more terms.</exception>
    public int GetOrAdd(ReadOnlySpan<byte> term)
    {
        uint hash = HashOf(term);
        ref Slot slot = ref _slots[FindSlot(term, hash)];
        if (slot.Number == 0)
        {
            Append(term);
            slot = new Slot(hash, Count);
            if (Count > _slots.Length / 2)
            {
                Grow();
                return Count - 1;
            }
        }

        return slot.Number - 1;
    }

    private static uint HashOf(ReadOnlySpan<byte> term) => (uint)(TermHash.Of(term, seed: 0) >> 32);

    private int Start(int id) => id == 0 ? 0 : _ends[id - 1];

    /// <summary>Where the term is, or the empty slot where it would be (linear probing).</summary>
    private int FindSlot(ReadOnlySpan<byte> term, uint hash)
    {
        int mask = _slots.Length - 1;
        int i = (int)(hash & (uint)mask);
        while (_slots[i].Number != 0 && (_slots[i].Hash != hash || !this[_slots[i].Number - 1].SequenceEqual(term)))
        {
            i = (i + 1) & mask;
        }

        return i;
    }

    private void Append(ReadOnlySpan<byte> term)
    {
        long end = (long)ByteCount + term.Length;
        if (end > Array.MaxLength || Count >= 1 << 29)
        {
            throw new InvalidOperationException(
                "The texts have more terms than a vocabulary can hold; hash the terms (HashBits), or take shorter runs.");
        }

        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(end, _bytes.Length * 2L), Array.MaxLength));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Math.Max(16, Count * 2));
        }

        term.CopyTo(_bytes.AsSpan(ByteCount));
        _ends[Count++] = (int)end;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        int mask = _slots.Length - 1;
        foreach (Slot slot in old)
        {
            if (slot.Number != 0)
            {
                int i = (int)(slot.Hash & (uint)mask);
                while (_slots[i].Number != 0)
                {
                    i = (i + 1) & mask;
                }

                _slots[i] = slot;
            }
        }
    }

    /// <param name="Hash">32 bits of the term's hash, to reject others without looking at their bytes.</param>
    /// <param name="Number">The term's number plus one; 0 when the slot is empty.</param>
    private readonly record struct Slot(uint Hash, int Number);
}
