using Codeword.Data;

namespace Codeword.Retrieval;

/// <summary>Reads codes as <c>codeword encode</c> writes them, one by one, forwards only. Not safe for several threads.</summary>
/// <remarks>
/// Of lines, each has 2·⌈k/8⌉ hexadecimal digits, byte 0 first; labels may stand before them, each followed by a tab; a line of white space holds no code. Of bytes, a code is
/// ⌈k/8⌉. Bit j stands in byte j/8 at place j mod 8 (0 for the lowest); places from k on are 0. A code that breaks these rules is consumed before its fault is thrown, so
/// that the next call goes on with the one after it.
/// </remarks>
public abstract class CodeReader : IDisposable
{
    private readonly byte[] _code;

    private protected CodeReader(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, HammingIndex.MostBits);
        Bits = bits;
        _code = new byte[(bits + 7) / 8];
    }

    /// <summary>k, how many bits a code has.</summary>
    public int Bits { get; }

    /// <summary>The code read last, ⌈k/8⌉ bytes; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Code => _code;

    /// <summary>The labels before the code, as they are written; valid until the next code is read.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>The 1-based line of the code read last; of bytes the number of the code.</summary>
    public abstract long Line { get; }

    private protected Span<byte> Buffer => _code;

    /// <summary>Reads lines, plain or gzipped.</summary>
    /// <param name="stream">The lines; the caller keeps and disposes the stream.</param>
    /// <param name="name">Its name for messages; <c>-</c> for standard input.</param>
    /// <param name="bits">k, 1 to <see cref="HammingIndex.MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    public static CodeReader OfLines(Stream stream, string name, int bits) => new CodeLineReader(stream, name, bits);

    /// <summary>Reads bytes, code after code.</summary>
    /// <param name="stream">The bytes; the caller keeps and disposes the stream.</param>
    /// <param name="name">Its name for messages; <c>-</c> for standard input.</param>
    /// <param name="bits">k, 1 to <see cref="HammingIndex.MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    public static CodeReader OfBytes(Stream stream, string name, int bits) => new CodeByteReader(stream, name, bits);

    /// <summary>Reads the next code; false at the end.</summary>
    /// <exception cref="DataFormatException">The code breaks the rules: source, line, column, what was found and what was expected.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public abstract bool Read();

    /// <summary>Lets go of the stream.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the stream.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Whether the code has a bit from k on.</summary>
    private protected bool HasStrayBit => Bits % 8 != 0 && _code[^1] >> (Bits % 8) != 0;
}
