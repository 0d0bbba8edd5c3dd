using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Codeword.Storage;

/// <summary>
/// Four characters of <c>A-Z</c> and <c>0-9</c> that name a kind of file (<c>MODL</c>) or of section (<c>LABL</c>).
/// So narrow an alphabet can be printed as it stands, whatever a file claims.
/// </summary>
public readonly record struct Tag
{
    internal const int Size = 4;
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);
    private readonly uint _code;

    private Tag(uint code) => _code = code;

    /// <summary>The tag spelled by the text.</summary>
    /// <exception cref="ArgumentException">The text is not four characters of A-Z and 0-9.</exception>
    public Tag(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != Size || !Encoding.UTF8.TryGetBytes(text, bytes, out _) || !TryRead(bytes, out this))
        {
            throw new ArgumentException($"Found the tag \"{text}\"; expected four characters of A-Z and 0-9.", nameof(text));
        }
    }

    /// <summary>The four characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteTo(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out Tag tag)
    {
        tag = new Tag(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        return !bytes[..Size].ContainsAnyExcept(Alphabet);
    }

    internal void WriteTo(Span<byte> bytes) => BinaryPrimitives.WriteUInt32LittleEndian(bytes, _code);
}
