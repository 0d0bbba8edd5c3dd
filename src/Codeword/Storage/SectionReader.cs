using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Codeword.Storage;

/// <summary>
/// Reads a section value by value, in the order in which a <see cref="SectionWriter"/> wrote them, and never past its end.
/// Each fault names file, section and byte. Not safe for several threads.
/// </summary>
public sealed class SectionReader
{
    // A replacement character in the place of a broken one could make two labels the same.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Section _section;

    internal SectionReader(Section section) => _section = section;

    /// <summary>Where the next value is read, in bytes from the section's start.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public long Remaining => _section.Length - Position;

    /// <summary>Reads a 32-bit unsigned number.</summary>
    /// <exception cref="InvalidDataException">The section ends before it.</exception>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)));

    /// <summary>Reads a 32-bit signed number.</summary>
    /// <exception cref="InvalidDataException">The section ends before it.</exception>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

    /// <summary>Reads a 64-bit unsigned number.</summary>
    /// <exception cref="InvalidDataException">The section ends before it.</exception>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

    /// <summary>Reads a 32-bit floating-point number; it may be infinite or not a number.</summary>
    /// <exception cref="InvalidDataException">The section ends before it.</exception>
    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Next(sizeof(float)));

    /// <summary>
    /// Reads how many entries follow (a 64-bit number), which is safe to allocate by: what is left of the section can hold them.
    /// </summary>
    /// <param name="minimumBytes">The fewest bytes that one entry takes, 1 or more.</param>
    /// <exception cref="InvalidDataException">More entries are announced than the rest of the section, or an array, can hold.</exception>
    public int ReadCount(int minimumBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumBytes, 1);
        long start = Position;
        ulong count = ReadUInt64();
        long most = Math.Min(Remaining / minimumBytes, Array.MaxLength);
        return count <= (ulong)most
            ? (int)count
            : throw FaultAt(start, $"found a count of {count}; expected at most {most}, as many as the section can hold");
    }

    /// <summary>Reads a text: its length in bytes (32-bit), then UTF-8.</summary>
    /// <param name="maximumBytes">The most bytes it may have.</param>
    /// <exception cref="InvalidDataException">The text is longer, is not UTF-8, or the section ends before it.</exception>
    public string ReadString(int maximumBytes)
    {
        long start = Position;
        uint length = ReadUInt32();
        if (length > Math.Min(maximumBytes, Remaining))
        {
            throw FaultAt(start, $"found a text of {length} bytes; expected at most {Math.Min(maximumBytes, Remaining)}");
        }

        try
        {
            return StrictUtf8.GetString(Next((int)length));
        }
        catch (DecoderFallbackException)
        {
            throw FaultAt(start, "found bytes that are no text; expected UTF-8");
        }
    }

    /// <summary>
    /// Views values in place, from the next position aligned to their type (see <see cref="SectionWriter.Write{T}"/>); the bytes
    /// skipped must be zero.
    /// </summary>
    /// <param name="count">How many; a number from the file may be passed unchecked.</param>
    /// <returns>Values that are valid until the file is disposed.</returns>
    /// <exception cref="InvalidDataException">The section does not hold so many, or one span cannot show them.</exception>
    public ReadOnlySpan<T> Take<T>(long count)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        int padding = (int)(SectionFormat.Align(Position, SectionFormat.AlignmentOf(size)) - Position);
        if (Next(padding).ContainsAnyExcept((byte)0))
        {
            throw FaultAt(Position - padding, "found something in the padding; expected zeros");
        }

        long most = Math.Min(Remaining, int.MaxValue) / size;
        return count >= 0 && count <= most
            ? MemoryMarshal.Cast<byte, T>(Next((int)count * size))
            : throw Fault($"found {Remaining} bytes; expected {count} values of type {typeof(T).Name}, {size} bytes each");
    }

    /// <summary>Requires that everything was read.</summary>
    /// <exception cref="InvalidDataException">Something is left.</exception>
    public void ExpectEnd()
    {
        if (Remaining > 0)
        {
            throw Fault($"found {Remaining} more bytes; expected the section's end");
        }
    }

    /// <summary>An error about the value that was read last, or is to be read next.</summary>
    /// <param name="problem">What was found and what was expected, without a full stop.</param>
    public InvalidDataException Fault(string problem) => FaultAt(Position, problem);

    private InvalidDataException FaultAt(long position, string problem) => _section.Fault($"byte {position}: {problem}");

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > Remaining)
        {
            throw Fault($"found {Remaining} bytes; expected {count} more");
        }

        ReadOnlySpan<byte> bytes = _section.Slice<byte>(Position, count);
        Position += count;
        return bytes;
    }
}
