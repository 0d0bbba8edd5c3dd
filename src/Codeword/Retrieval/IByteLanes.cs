namespace Codeword.Retrieval;

/// <summary>
/// What counting bits in many codes at once asks of a vector: bytes side by side, one a code, and the same vector as numbers of 16 bits ("wide") where a byte cannot hold
/// the sum. No sum overflows its lane.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface IByteLanes<TVector>
    where TVector : struct
{
    /// <summary>How many bytes it has; divides <see cref="CodeBlocks.CodesPerBlock"/>.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(ref byte source, nuint offset);

    static abstract void Store(TVector a, ref byte target, nuint offset);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>The exclusive or of three: the lower digit of how many of them have a bit.</summary>
    static abstract TVector Odd(TVector a, TVector b, TVector c);

    /// <summary>Bits that two or three of x, a and b have, odd being <see cref="Odd"/> of them: the upper digit. x itself is not needed, and odd may stand in its place.</summary>
    static abstract TVector Carry(TVector odd, TVector a, TVector b);

    static abstract TVector Both(TVector a, TVector b);

    /// <summary>How many bits each byte has, 0 to 8.</summary>
    static abstract TVector CountBits(TVector a);

    /// <summary>How many bits each byte has of binary digits: a bit of the first two counts 1, of the third 2, of the last 4; 0 to 64.</summary>
    static abstract TVector CountDigits(TVector ones, TVector otherOnes, TVector twos, TVector fours);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Fill(byte value);

    /// <summary>The same eight bytes in every word.</summary>
    static abstract TVector Repeat(ulong word);

    /// <summary>Bit i: whether byte i is below the limit's.</summary>
    static abstract ulong Less(TVector a, TVector limits);

    /// <summary>The first half of the bytes as numbers of 16 bits.</summary>
    static abstract TVector WidenLower(TVector a);

    /// <summary>The second half of the bytes as numbers of 16 bits.</summary>
    static abstract TVector WidenUpper(TVector a);

    static abstract TVector AddWide(TVector a, TVector b);

    static abstract TVector FillWide(ushort value);

    /// <summary>Bit i: whether number i of the two halves is below the limit's.</summary>
    static abstract ulong LessWide(TVector lower, TVector upper, TVector limits);
}
