using System.Runtime.InteropServices;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class SectionReaderTests
{
    [Fact]
    public void EveryValueIsReadBackInOrder()
    {
        SectionReader reader = Reader(writer =>
        {
            writer.WriteUInt32(uint.MaxValue);
            writer.WriteInt32(int.MinValue);
            writer.WriteUInt64(ulong.MaxValue);
            writer.WriteSingle(float.NaN);
            writer.WriteString("");
        });

        Assert.Equal(uint.MaxValue, reader.ReadUInt32());
        Assert.Equal(int.MinValue, reader.ReadInt32());
        Assert.Equal(ulong.MaxValue, reader.ReadUInt64());
        Assert.Equal(float.NaN, reader.ReadSingle());
        Assert.Equal("", reader.ReadString(0));
        Assert.Equal((24, 0), (reader.Position, reader.Remaining));
        reader.ExpectEnd();
    }

    [Fact]
    public void ValuesAreAlignedToTheirSizeOnBothSides()
    {
        SectionReader reader = Reader(writer =>
        {
            writer.Write<byte>([7]);
            writer.Write<ulong>([1, 2]);
            writer.Write<Triple>([new Triple(1, 2, 3)]);
        });

        Assert.Equal([7], reader.Take<byte>(1).ToArray());
        Assert.Equal([1UL, 2UL], reader.Take<ulong>(2).ToArray());
        Assert.Equal(24, reader.Position);
        Assert.Equal([new Triple(1, 2, 3)], reader.Take<Triple>(1).ToArray());
        reader.ExpectEnd();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(4)]
    public void MoreValuesThanTheSectionHoldsAreRefused(long count)
    {
        SectionReader reader = Reader(writer => writer.Write<float>([1, 2, 3]));

        Assert.Equal(
            $"sample: section WGHT: byte 0: found 12 bytes; expected {count} values of type Single, 4 bytes each.",
            Assert.Throws<InvalidDataException>(() => reader.Take<float>(count).Length).Message);
    }

    [Fact]
    public void TheEndOfTheSectionIsTheEnd()
    {
        SectionReader reader = Reader(writer => writer.Write<byte>([1, 2, 3]));

        Assert.Equal(
            "sample: section WGHT: byte 0: found 3 bytes; expected 4 more.",
            Assert.Throws<InvalidDataException>(() => reader.ReadUInt32()).Message);
        Assert.Equal(1, reader.Take<byte>(1).Length);
        Assert.Equal(
            "sample: section WGHT: byte 1: found 2 more bytes; expected the section's end.",
            Assert.Throws<InvalidDataException>(reader.ExpectEnd).Message);
    }

    [Theory]
    [InlineData(3, "found a count of 3; expected at most 2, as many as the section can hold")]
    [InlineData(ulong.MaxValue, "found a count of 18446744073709551615; expected at most 2, as many as the section can hold")]
    public void ACountThatTheSectionCannotHoldIsRefusedBeforeAnyoneAllocates(ulong count, string expected)
    {
        SectionReader reader = Reader(writer =>
        {
            writer.WriteUInt64(count);
            writer.Write<byte>(new byte[23]);
        });

        Assert.Equal(
            $"sample: section WGHT: byte 0: {expected}.",
            Assert.Throws<InvalidDataException>(() => reader.ReadCount(minimumBytes: 8)).Message);
    }

    [Fact]
    public void TextsAreCappedAndMustBeUtf8()
    {
        static void Boots(SectionWriter writer) => writer.WriteString("boots");
        Assert.Equal(
            "sample: section WGHT: byte 0: found a text of 5 bytes; expected at most 4.",
            Assert.Throws<InvalidDataException>(() => Reader(Boots).ReadString(4)).Message);
        Assert.Equal(
            "sample: section WGHT: byte 0: found a text of 4294967295 bytes; expected at most 1.",
            Assert.Throws<InvalidDataException>(() => Reader(writer => { writer.WriteUInt32(uint.MaxValue); writer.Write<byte>([0]); }).ReadString(100)).Message);
        Assert.Equal(
            "sample: section WGHT: byte 0: found bytes that are no text; expected UTF-8.",
            Assert.Throws<InvalidDataException>(() => Reader(writer => { writer.WriteUInt32(1); writer.Write<byte>([0xFF]); }).ReadString(100)).Message);
    }

    [Fact]
    public void PaddingMustBeZero()
    {
        SectionReader reader = Reader(writer => writer.Write<byte>([0, 9, 0, 0, 1, 0, 0, 0]));
        Assert.Equal(1, reader.Take<byte>(1).Length);

        Assert.Equal(
            "sample: section WGHT: byte 1: found something in the padding; expected zeros.",
            Assert.Throws<InvalidDataException>(() => reader.Take<int>(1).Length).Message);
    }

    [Fact]
    public void AReaderOfAChapterReportsItsOwnFaultsTheSameWay()
    {
        SectionReader reader = Reader(writer => writer.WriteInt32(0));
        Assert.Equal(0, reader.ReadInt32());

        Assert.Equal(
            "sample: section WGHT: byte 4: found 0 repetitions; expected 1 or more.",
            reader.Fault("found 0 repetitions; expected 1 or more").Message);
    }

    private static SectionReader Reader(Action<SectionWriter> write)
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        writer.Begin(SampleFile.Weights);
        write(writer);
        writer.Commit();
        return SectionFile.FromBytes(stream.ToArray(), "sample", SampleFile.Model, SampleFile.Weights)[SampleFile.Weights].CreateReader();
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Triple(int A, int B, int C);
}
