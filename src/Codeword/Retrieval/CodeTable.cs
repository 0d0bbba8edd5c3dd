namespace Codeword.Retrieval;

/// <summary>
/// Codes by some of their bits: the positions of those that have the same bits there stand side by side, ascending. 4 bytes a code, and what <see cref="BucketStarts"/> takes.
/// Immutable.
/// </summary>
internal sealed class CodeTable
{
    /// <summary>The most bits a bucket's address may have.</summary>
    public const int MostAddressBits = 28;

    // So many bytes an address may reach over.
    private const int MostAddressBytes = 5;
    private readonly int _firstBit;
    private readonly BucketStarts _starts;
    private readonly int[] _positions;

    private CodeTable(int firstBit, int addressBits, BucketStarts starts, int[] positions) =>
        (_firstBit, AddressBits, _starts, _positions) = (firstBit, addressBits, starts, positions);

    /// <summary>How many bits an address has.</summary>
    public int AddressBits { get; }

    /// <summary>The byte of a code after the last that the address reads; as many as a code has where that is the last of all.</summary>
    public int ByteAfter => (_firstBit + AddressBits + 7) / 8;

    /// <summary>Bytes it takes.</summary>
    public long Bytes => ((long)_positions.Length * sizeof(int)) + _starts.Bytes;

    /// <summary>Makes a table.</summary>
    /// <param name="blocks">The codes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="repeats">Those of them that are left out since they equal one before; null for none.</param>
    /// <param name="firstBit">The first bit of the address.</param>
    /// <param name="addressBits">How many bits follow each other in it, 1 to <see cref="MostAddressBits"/>.</param>
    public static CodeTable Create(CodeBlocks blocks, int count, EqualCodes? repeats, int firstBit, int addressBits)
    {
        int[] counts = new int[1 << addressBits];
        Span<int> addresses = stackalloc int[CodeBlocks.CodesPerBlock];
        int kept = 0;
        for (int block = 0; block < blocks.Count; block++)
        {
            ReadAddresses(blocks, block, firstBit, addressBits, addresses);
            for (int i = 0, position = block * CodeBlocks.CodesPerBlock; i < addresses.Length && position < count; i++, position++)
            {
                if (repeats is null || !repeats.IsRepeat(position))
                {
                    counts[addresses[i]]++;
                    kept++;
                }
            }
        }

        var starts = new BucketStarts(counts);
        int start = 0;
        foreach (ref int place in counts.AsSpan())
        {
            (place, start) = (start, start + place);
        }

        int[] positions = new int[kept];
        for (int block = 0; block < blocks.Count; block++)
        {
            ReadAddresses(blocks, block, firstBit, addressBits, addresses);
            for (int i = 0, position = block * CodeBlocks.CodesPerBlock; i < addresses.Length && position < count; i++, position++)
            {
                if (repeats is null || !repeats.IsRepeat(position))
                {
                    positions[counts[addresses[i]]++] = position;
                }
            }
        }

        return new CodeTable(firstBit, addressBits, starts, positions);
    }

    /// <summary>The bucket that a code is in.</summary>
    public int AddressOf(ReadOnlySpan<byte> code) => Read(code, 1);

    /// <summary>The bucket that a code of an index is in.</summary>
    public int AddressOf(CodeBlocks blocks, int position) =>
        Read(blocks.Slice(position / CodeBlocks.CodesPerBlock, 1)[(position % CodeBlocks.CodesPerBlock)..], CodeBlocks.CodesPerBlock);

    /// <summary>The positions of a bucket's codes, ascending.</summary>
    public ReadOnlySpan<int> BucketOf(int address)
    {
        (int start, int count) = _starts[address];
        return _positions.AsSpan(start, count);
    }

    /// <summary>How many codes a bucket has.</summary>
    public int CountOf(int address) => _starts[address].Count;

    // Bytes so far apart, from the first of the address on.
    private int Read(ReadOnlySpan<byte> code, int stride)
    {
        ulong bits = 0;
        int first = _firstBit / 8;
        for (int i = first; i < ByteAfter; i++)
        {
            bits |= (ulong)code[i * stride] << (8 * (i - first));
        }

        return (int)(bits >> (_firstBit % 8)) & ((1 << AddressBits) - 1);
    }

    private static void ReadAddresses(CodeBlocks blocks, int block, int firstBit, int addressBits, Span<int> addresses)
    {
        Span<ulong> bits = stackalloc ulong[CodeBlocks.CodesPerBlock];
        bits.Clear();
        ReadOnlySpan<byte> bytes = blocks.Slice(block, 1);
        int first = firstBit / 8;
        for (int i = 0; i < MostAddressBytes && first + i < (firstBit + addressBits + 7) / 8; i++)
        {
            ReadOnlySpan<byte> line = bytes.Slice((first + i) * CodeBlocks.CodesPerBlock, CodeBlocks.CodesPerBlock);
            for (int c = 0; c < bits.Length; c++)
            {
                bits[c] |= (ulong)line[c] << (8 * i);
            }
        }

        for (int c = 0; c < bits.Length; c++)
        {
            addresses[c] = (int)(bits[c] >> (firstBit % 8)) & ((1 << addressBits) - 1);
        }
    }
}
