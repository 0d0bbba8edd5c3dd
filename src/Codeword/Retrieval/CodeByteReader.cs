using Codeword.Data;

namespace Codeword.Retrieval;

/// <summary>Codes as bytes, one after the other.</summary>
internal sealed class CodeByteReader : CodeReader
{
    private readonly Stream _stream;
    private readonly string _name;
    private long _count;

    public CodeByteReader(Stream stream, string name, int bits)
        : base(bits) => (_stream, _name) = (new BufferedStream(new BorrowedStream(stream), 1 << 16), name);

    public override IReadOnlyList<string> Labels => [];

    public override long Line => _count;

    public override bool Read()
    {
        int read = _stream.ReadAtLeast(Buffer, Buffer.Length, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }

        _count++;
        if (read < Buffer.Length)
        {
            throw new DataFormatException(_name, _count, 0, $"found {read} bytes at the end; expected {Buffer.Length}, a code of {Bits} bits");
        }

        return !HasStrayBit
            ? true
            : throw new DataFormatException(_name, _count, 0, $"found a bit beyond the {Bits} of a code in the byte 0x{Buffer[^1]:x2}; expected 0 there");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }
    }
}
