using System.Runtime.CompilerServices;
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

    // Sets one after the other: how many classes, then these. Where sets have at most 15 classes each, all 2^20 of them fit.
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
                (_sets, _starts) = (filling.Sets.ToArray(), filling.Starts);
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

    /// <summary>One attempt with sets of up to a size. Its loops run millions of times from the first call on, so they are compiled at full strength at once.</summary>
    private sealed class Filling(BinaryCodes codes, int largest, int mostStored)
    {
        private readonly int[] _codes = [.. codes.Words.ToArray().Select(word => (int)word)];
        private readonly byte[] _distances = new byte[1 << codes.Bits];
        private readonly int[] _order = new int[1 << codes.Bits];   // codes by rising distance
        private int[] _sets = new int[Math.Min(mostStored, 2 << codes.Bits) + codes.Count + 1];
        private int _length;
        private int _known;

        public int[] Starts { get; } = new int[1 << codes.Bits];

        public ReadOnlySpan<int> Sets => _sets.AsSpan(0, _length);

        /// <summary>Fills the table; false when the sets take too much.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool Run()
        {
            Starts.AsSpan().Fill(Unknown);
            _distances.AsSpan().Fill(byte.MaxValue);
            StartFromClasses();
            for (int done = 0; done < _known && _length <= mostStored; done++)
            {
                int code = _order[done];
                int next = _distances[code] + 1;
                if (next > 1)
                {
                    Join(code);
                }

                for (int bit = 1; bit < _distances.Length; bit <<= 1)
                {
                    if (_distances[code ^ bit] == byte.MaxValue)
                    {
                        Reach(code ^ bit, next);
                    }
                }
            }

            return _length <= mostStored;
        }

        private void StartFromClasses()
        {
            var index = new CodeIndex(codes);
            for (int i = 0; i < _codes.Length; i++)
            {
                if (_distances[_codes[i]] != 0)
                {
                    Reach(_codes[i], 0);
                    int end = _length + 1;
                    for (int same = i; same >= 0; same = index.Next(same))
                    {
                        Reserve(end);
                        _sets[end++] = same;
                    }

                    Store(_codes[i], end);
                }
            }
        }

        private void Reach(int code, int distance)
        {
            _distances[code] = (byte)distance;
            _order[_known++] = code;
        }

        // Of a neighbour across a bit, those classes are taken whose lowest differing bit it is: each stands in a neighbour's set, and is taken once.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Join(int code)
        {
            int before = _distances[code] - 1;
            int end = _length + 1;
            int largestPart = Unknown;
            for (int bit = 1; bit < _distances.Length; bit <<= 1)
            {
                if (_distances[code ^ bit] != before)
                {
                    continue;
                }

                int start = Starts[code ^ bit];
                if (start == Unknown)
                {
                    return;   // Too large there, and no smaller here.
                }

                int size = _sets[start];
                largestPart = largestPart == Unknown || size > _sets[largestPart] ? start : largestPart;
                Reserve(end + size);
                for (int i = start + 1; i <= start + size; i++)
                {
                    int differing = _codes[_sets[i]] ^ code;
                    if ((differing & -differing) == bit)
                    {
                        _sets[end++] = _sets[i];
                    }
                }
            }

            if (end - _length - 1 == _sets[largestPart])
            {
                Starts[code] = largestPart;
            }
            else
            {
                Store(code, end);
            }
        }

        // What stands from the length on becomes a set.
        private void Store(int code, int end)
        {
            Reserve(_length);
            int size = end - _length - 1;
            if (size <= largest)
            {
                _sets[_length] = size;
                Starts[code] = _length;
                _length = end;
            }
        }

        private void Reserve(int place)
        {
            if (place >= _sets.Length)
            {
                Array.Resize(ref _sets, Math.Max(place + 1, 2 * _sets.Length));
            }
        }
    }
}
