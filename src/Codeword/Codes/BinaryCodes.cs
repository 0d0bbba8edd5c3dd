using System.Numerics;
using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>
/// K codes of k bits each, packed into words: code i takes ⌈k/64⌉ words one after the other, bit j stands in word j/64 at place j mod 64, and the
/// places from k on are 0. Immutable.
/// </summary>
public sealed class BinaryCodes
{
    /// <summary>The most bits a code may have.</summary>
    public const int MostBits = 512;

    private const int WordBits = 64;
    private readonly ulong[] _words;

    /// <summary>Codes that are packed already.</summary>
    /// <param name="words">count · ⌈bits/64⌉ words, code after code; copied.</param>
    /// <param name="count">K, 1 or more.</param>
    /// <param name="bits">k, 1 to <see cref="MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no code, or the number of bits is out of range.</exception>
    /// <exception cref="ArgumentException">There are not as many words, or a place from k on is not 0.</exception>
    public BinaryCodes(ReadOnlySpan<ulong> words, int count, int bits)
        : this(words.ToArray(), count, bits)
    {
    }

    private BinaryCodes(ulong[] words, int count, int bits)
    {
        Require(count, bits);
        (Count, Bits, WordsPerCode, _words) = (count, bits, WordsOf(bits), words);
        if (words.LongLength != (long)count * WordsPerCode)
        {
            throw new ArgumentException($"Found {words.Length} words; expected {(long)count * WordsPerCode}, {WordsPerCode} a code.", nameof(words));
        }

        ulong unused = bits % WordBits == 0 ? 0 : ulong.MaxValue << (bits % WordBits);
        for (int i = 0; i < count && unused != 0; i++)
        {
            if ((CodeOf(i)[^1] & unused) != 0)
            {
                throw new ArgumentException($"Code {i} has a bit beyond its {bits}; expected 0 there.", nameof(words));
            }
        }
    }

    /// <summary>K, how many codes there are.</summary>
    public int Count { get; }

    /// <summary>k, how many bits a code has.</summary>
    public int Bits { get; }

    /// <summary>⌈k/64⌉.</summary>
    public int WordsPerCode { get; }

    /// <summary>⌈k/8⌉, the bytes that <see cref="CopyTo"/> writes of a code.</summary>
    public int BytesPerCode => (Bits + 7) / 8;

    /// <summary>All words, code after code.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Bytes the codes take in a model file: ⌈k/8⌉ each.</summary>
    public long StoredBytes => (long)Count * BytesPerCode;

    /// <summary>One bit: whether it is 1.</summary>
    /// <param name="code">Which code, 0 to K − 1.</param>
    /// <param name="bit">Which bit, 0 to k − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code or bit.</exception>
    public bool this[int code, int bit]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bit);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bit, Bits);
            return ((CodeOf(code)[bit / WordBits] >> (bit % WordBits)) & 1) != 0;
        }
    }

    /// <summary>
    /// Codes of the signs of numbers: above 0 is 1; 0, what is below and what is no number are 0. This one rule of sign(0) holds for codes and for
    /// what heads say alike.
    /// </summary>
    /// <param name="values">count · bits numbers, code after code.</param>
    /// <param name="count">K, 1 or more.</param>
    /// <param name="bits">k, 1 to <see cref="MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no code, or the number of bits is out of range.</exception>
    /// <exception cref="ArgumentException">There are not as many numbers.</exception>
    public static BinaryCodes FromSigns(ReadOnlySpan<float> values, int count, int bits)
    {
        Require(count, bits);
        if (values.Length != (long)count * bits)
        {
            throw new ArgumentException($"Found {values.Length} values; expected {(long)count * bits}, {bits} a code.", nameof(values));
        }

        int perCode = WordsOf(bits);
        ulong[] words = new ulong[checked(count * perCode)];
        for (int i = 0; i < count; i++)
        {
            PackSigns(values.Slice(i * bits, bits), words.AsSpan(i * perCode, perCode));
        }

        return new BinaryCodes(words, count, bits);
    }

    /// <summary>Codes whose bits are tossed, independent and uniform: what codes that were learnt or found are held against.</summary>
    /// <param name="count">K, 1 or more.</param>
    /// <param name="bits">k, 1 to <see cref="MostBits"/>.</param>
    /// <param name="seed">Names the tosses.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no code, or the number of bits is out of range.</exception>
    public static BinaryCodes Random(int count, int bits, ulong seed)
    {
        Require(count, bits);
        int perCode = WordsOf(bits);
        var random = new SplitMix64(seed);
        ulong[] words = new ulong[checked(count * perCode)];
        for (int w = 0; w < words.Length; w++)
        {
            bool isLast = w % perCode == perCode - 1 && bits % WordBits != 0;
            words[w] = random.Next() >> (isLast ? WordBits - (bits % WordBits) : 0);
        }

        return new BinaryCodes(words, count, bits);
    }

    /// <summary>The words of one code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public ReadOnlySpan<ulong> CodeOf(int code)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(code, Count);
        return _words.AsSpan(code * WordsPerCode, WordsPerCode);
    }

    /// <summary>Writes one code as bytes: bit j stands in byte j/8 at place j mod 8 (0 for the lowest), as in a model file.</summary>
    /// <param name="code">Which code, 0 to K − 1.</param>
    /// <param name="bytes">Receives <see cref="BytesPerCode"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public void CopyTo(int code, Span<byte> bytes)
    {
        ReadOnlySpan<ulong> words = CodeOf(code);
        if (bytes.Length < BytesPerCode)
        {
            throw new ArgumentException($"Found room for {bytes.Length} bytes; expected {BytesPerCode} for {Bits} bits.", nameof(bytes));
        }

        for (int i = 0; i < BytesPerCode; i++)
        {
            bytes[i] = (byte)((words[i / 8] >> (8 * (i % 8))) & 0xFF);
        }
    }

    /// <summary>The codes of the given rows, in their order; a row may be taken any number of times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row, or no code of one.</exception>
    public BinaryCodes Take(ReadOnlySpan<int> rows)
    {
        ulong[] words = new ulong[checked(rows.Length * WordsPerCode)];
        for (int i = 0; i < rows.Length; i++)
        {
            CodeOf(rows[i]).CopyTo(words.AsSpan(i * WordsPerCode));
        }

        return new BinaryCodes(words, rows.Length, Bits);
    }

    /// <summary>These codes and others of as many bits after them.</summary>
    /// <exception cref="ArgumentException">The others have another number of bits.</exception>
    public BinaryCodes Concat(BinaryCodes others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others.Bits == Bits
            ? new BinaryCodes([.. _words, .. others._words], checked(Count + others.Count), Bits)
            : throw new ArgumentException($"Found codes of {others.Bits} bits; expected {Bits}.", nameof(others));
    }

    /// <summary>In how many bits two codes differ, 0 to k.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public int Distance(int first, int second) => Distance(CodeOf(first), CodeOf(second));

    /// <summary>In how many bits two codes of as many words differ.</summary>
    internal static int Distance(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        int distance = 0;
        for (int w = 0; w < first.Length; w++)
        {
            distance += BitOperations.PopCount(first[w] ^ second[w]);
        }

        return distance;
    }

    /// <summary>Writes the signs of the values into the words, which lose what they held.</summary>
    internal static void PackSigns(ReadOnlySpan<float> values, Span<ulong> words)
    {
        words.Clear();
        for (int j = 0; j < values.Length; j++)
        {
            words[j / WordBits] |= (Bit.IsOne(values[j]) ? 1UL : 0) << (j % WordBits);
        }
    }

    /// <summary>Writes the signs of the values into the bytes, which lose what they held.</summary>
    internal static void PackSigns(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        bytes.Clear();
        for (int j = 0; j < values.Length; j++)
        {
            bytes[j / 8] |= (byte)((Bit.IsOne(values[j]) ? 1 : 0) << (j % 8));
        }
    }

    private static int WordsOf(int bits) => (bits + WordBits - 1) / WordBits;

    private static void Require(int count, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MostBits);
    }
}
