using System.Numerics;
using System.Runtime.InteropServices;
using Codeword.Codes;

namespace Codeword.Decoding;

/// <summary>
/// For each of the 2ᵏ codes, the classes nearest to it. A code at distance r has as its nearest classes those of its neighbours at distance r − 1, so
/// that the table is filled from the classes outwards, and a set that equals a neighbour's is not stored again. Bounded: where all sets would take
/// more than 64 MB, those above a size are left out, and with them every set that would contain one.
/// </summary>
internal sealed class NearestTable
{
    /// <summary>The most bits for which there is a table: 4 MB for the places of 2²⁰ sets.</summary>
    public const int MostBits = 20;

    /// <summary>Classes that the sets hold together, at most: 64 MB.</summary>
    private const int DefaultMostStored = 1 << 24;
    private const int Unknown = -1;

    // Sets one after the other: how many classes, then these. At MostStored / 2^MostBits classes or fewer a set, all fit.
    private readonly int[] _sets;
    private readonly int[] _starts;

    public NearestTable(BinaryCodes codes, int mostStored = DefaultMostStored)
    {
        int[] largest = [int.MaxValue, 256, 64, 16, 4, 1];
        foreach (int size in largest)
        {
            var filling = new Filling(codes, size, mostStored);
            if (filling.Run())
            {
                (_sets, _starts) = ([.. filling.Sets], filling.Starts);
                return;
            }
        }

        (_sets, _starts) = ([], new int[1 << codes.Bits]);
        _starts.AsSpan().Fill(Unknown);
    }

    /// <summary>Bytes of memory.</summary>
    public long Bytes => sizeof(int) * (_sets.LongLength + _starts.LongLength);

    /// <summary>The classes nearest to a code, in no order; empty when they are not stored.</summary>
    public ReadOnlySpan<int> Find(int code) => _starts[code] == Unknown ? [] : _sets.AsSpan(_starts[code] + 1, _sets[_starts[code]]);

    /// <summary>One attempt with sets of up to a size.</summary>
    private sealed class Filling(BinaryCodes codes, int largest, int mostStored)
    {
        private readonly byte[] _distances = new byte[1 << codes.Bits];
        private readonly int[] _order = new int[1 << codes.Bits];   // codes by rising distance
        private readonly List<int> _own = [];
        private int _known;

        public int[] Starts { get; } = new int[1 << codes.Bits];

        public List<int> Sets { get; } = [];

        /// <summary>Fills the table; false when the sets take too much.</summary>
        public bool Run()
        {
            Starts.AsSpan().Fill(Unknown);
            _distances.AsSpan().Fill(byte.MaxValue);
            StartFromClasses();
            for (int done = 0; done < _known && Sets.Count <= mostStored; done++)
            {
                int code = _order[done];
                if (_distances[code] > 0)
                {
                    Join(code);
                }

                for (int bit = 0; bit < codes.Bits; bit++)
                {
                    Reach(code ^ (1 << bit), _distances[code] + 1);
                }
            }

            return Sets.Count <= mostStored;
        }

        private void StartFromClasses()
        {
            var index = new CodeIndex(codes);
            for (int i = 0; i < codes.Count; i++)
            {
                int code = (int)codes.Words[i];
                if (_distances[code] != 0)
                {
                    Reach(code, 0);
                    _own.Clear();
                    for (int same = i; same >= 0; same = index.Next(same))
                    {
                        _own.Add(same);
                    }

                    Store(code);
                }
            }
        }

        private void Reach(int code, int distance)
        {
            if (_distances[code] == byte.MaxValue)
            {
                _distances[code] = (byte)distance;
                _order[_known++] = code;
            }
        }

        // Of a neighbour across bit j, those classes are taken whose lowest differing bit is j: each stands in one neighbour's set at least, and is taken once.
        private void Join(int code)
        {
            _own.Clear();
            int equal = Unknown;
            for (int bit = 0; bit < codes.Bits; bit++)
            {
                int neighbour = code ^ (1 << bit);
                if (_distances[neighbour] != _distances[code] - 1)
                {
                    continue;
                }

                int start = Starts[neighbour];
                if (start == Unknown)
                {
                    return;   // Too large there, and no smaller here.
                }

                equal = equal == Unknown || Sets[start] > Sets[equal] ? start : equal;
                foreach (int index in CollectionsMarshal.AsSpan(Sets).Slice(start + 1, Sets[start]))
                {
                    if (BitOperations.TrailingZeroCount(codes.Words[index] ^ (ulong)code) == bit)
                    {
                        _own.Add(index);
                    }
                }
            }

            if (_own.Count == Sets[equal])
            {
                Starts[code] = equal;
            }
            else
            {
                Store(code);
            }
        }

        private void Store(int code)
        {
            if (_own.Count <= largest)
            {
                Starts[code] = Sets.Count;
                Sets.Add(_own.Count);
                Sets.AddRange(CollectionsMarshal.AsSpan(_own));
            }
        }
    }
}
