using System.Numerics;

namespace Codeword.Codes;

/// <summary>
/// Finds who has a given code, in time that does not depend on K: open addressing over at least 2·K places, each with the first class of a code;
/// further classes of the same code follow in a chain, in order.
/// </summary>
internal sealed class CodeIndex
{
    private const int None = -1;
    private readonly BinaryCodes _codes;
    private readonly int[] _places;
    private readonly int[] _next;

    public CodeIndex(BinaryCodes codes)
    {
        _codes = codes;
        _places = new int[BitOperations.RoundUpToPowerOf2(unchecked(2U * (uint)codes.Count))];
        _next = new int[codes.Count];
        _places.AsSpan().Fill(None);
        for (int i = codes.Count - 1; i >= 0; i--)
        {
            int place = PlaceOf(codes.CodeOf(i));
            Distinct += _places[place] == None ? 1 : 0;
            (_next[i], _places[place]) = (_places[place], i);
        }
    }

    /// <summary>How many different codes there are.</summary>
    public int Distinct { get; }

    /// <summary>Bytes of memory beside the codes.</summary>
    public long Bytes => sizeof(int) * (_places.LongLength + _next.LongLength);

    /// <summary>The first class that has the code, −1 for none.</summary>
    public int First(ReadOnlySpan<ulong> code) => _places[PlaceOf(code)];

    /// <summary>The next class with the code of this one, −1 for none.</summary>
    public int Next(int index) => _next[index];

    /// <summary>How many classes have the code.</summary>
    public int Count(ReadOnlySpan<ulong> code)
    {
        int count = 0;
        for (int i = First(code); i >= 0; i = Next(i))
        {
            count++;
        }

        return count;
    }

    // Where the code is, or where it would be.
    private int PlaceOf(ReadOnlySpan<ulong> code)
    {
        int mask = _places.Length - 1;
        int place = (int)(Mix(code) & (ulong)mask);
        while (_places[place] != None && !_codes.CodeOf(_places[place]).SequenceEqual(code))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    // The finalizer of MurmurHash3 on 64 bits, word after word.
    private static ulong Mix(ReadOnlySpan<ulong> code)
    {
        unchecked
        {
            ulong hash = 0x9E3779B97F4A7C15;
            foreach (ulong word in code)
            {
                hash ^= word;
                hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
                hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
                hash ^= hash >> 33;
            }

            return hash;
        }
    }
}
