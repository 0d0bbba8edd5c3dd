using System.Security.Cryptography;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class SectionFileTests
{
    [Fact]
    public void WhatWasWrittenIsRead()
    {
        using SectionFile file = SampleFile.Read(SampleFile.Bytes());

        Assert.Equal(SampleFile.Model, file.Kind);
        Assert.Equal(new Version(1, 0), file.Version);
        Assert.Equal(["LABL", "WGHT", "NOTE"], file.Sections.Select(section => section.Tag.ToString()));
        Assert.Equal([true, true, false], file.Sections.Select(section => section.IsCritical));
        Assert.Equal([1.5f, -2f, 0.25f], file[SampleFile.Weights].AsSpan<float>());
        Assert.Equal(3, file[SampleFile.Weights].CountOf<float>());
        Assert.Equal([-2f, 0.25f], file[SampleFile.Weights].Slice<float>(1, 2));
        SectionReader names = file[SampleFile.Names].CreateReader();
        Assert.Equal(2, names.ReadCount(minimumBytes: 4));
        Assert.Equal("boots", names.ReadString(100));
        Assert.Equal("größe", names.ReadString(100));
        names.ExpectEnd();
    }

    [Fact]
    public void SectionsBeginAtMultiplesOf64AndKnowTheirHash()
    {
        using SectionFile file = SampleFile.Read(SampleFile.Bytes());

        Assert.All(file.Sections, section => Assert.Equal(0, section.Offset % 64));
        Section weights = file[SampleFile.Weights];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(weights.AsSpan<byte>())), weights.Sha256);
    }

    [Fact]
    public void AFileOnDiskIsReadInPlace()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.codeword", SampleFile.Bytes());

        using SectionFile file = SectionFile.Open(path, SampleFile.Model, SampleFile.Names, SampleFile.Weights);

        Assert.Equal(path, file.Source);
        Assert.Equal(new FileInfo(path).Length, file.Length);
        Assert.Equal([1.5f, -2f, 0.25f], file[SampleFile.Weights].AsSpan<float>());
        Assert.Equal(SampleFile.Model, SectionFile.ReadKind(path));
    }

    [Fact]
    public void SingleBytesAreSeenInPlaceInMemoryAndOnDisk()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.codeword", SampleFile.Bytes());
        SectionFile[] files = [SectionFile.Open(path, SampleFile.Model, SampleFile.Names, SampleFile.Weights), SampleFile.Read(SampleFile.Bytes())];
        foreach (SectionFile file in files)
        {
            Section weights = file[SampleFile.Weights];
            Assert.Equal(weights.AsSpan<byte>().ToArray(), Enumerable.Range(0, (int)weights.Length).Select(i => weights.At(i)));
            Assert.Throws<ArgumentOutOfRangeException>(() => weights.At(-1));
            Assert.Throws<ArgumentOutOfRangeException>(() => weights.At(weights.Length));
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(() => weights.At(0));
        }
    }

    [Fact]
    public void AFileWithoutSectionsAndOneWithEmptySectionsAreLegal()
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        writer.Begin(SampleFile.Names);
        writer.Begin(SampleFile.Weights);
        writer.Commit();
        using SectionFile file = SampleFile.Read(stream.ToArray());
        Assert.Equal([0L, 0L], file.Sections.Select(section => section.Length));
        Assert.True(file[SampleFile.Weights].AsSpan<double>().IsEmpty);

        using var empty = new MemoryStream();
        using SectionWriter nothing = SectionWriter.Create(empty, SampleFile.Model);
        nothing.Commit();
        Assert.Empty(SampleFile.Read(empty.ToArray()).Sections);
    }

    [Fact]
    public void AnUnknownOptionalSectionIsSkippedAndAnUnknownCriticalOneRefused()
    {
        byte[] bytes = SampleFile.Bytes();
        Assert.True(SectionFile.FromBytes(bytes, "sample", SampleFile.Model, SampleFile.Names, SampleFile.Weights).TryGet(SampleFile.Notes, out _));

        var error = Assert.Throws<InvalidDataException>(() => SectionFile.FromBytes(bytes, "sample", SampleFile.Model, SampleFile.Names));

        Assert.Equal(
            "sample: found section WGHT, without which the file may not be used and which this release does not know; "
            + "expected sections of format 1.0: a newer release of Codeword is needed.",
            error.Message);
    }

    [Fact]
    public void AMissingSectionAndAnotherKindAreNamed()
    {
        using SectionFile file = SampleFile.Read(SampleFile.Bytes());
        Assert.False(file.TryGet(new Tag("CODE"), out _));
        Assert.Equal(
            "sample: found no section CODE; expected one in a file of kind MODL.",
            Assert.Throws<InvalidDataException>(() => file[new Tag("CODE")]).Message);

        var error = Assert.Throws<InvalidDataException>(() => SectionFile.FromBytes(SampleFile.Bytes(), "sample", new Tag("INDX")));
        Assert.Equal("sample: found a file of kind MODL; expected INDX.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ADisposedFileGivesNoMoreSpans(bool onDisk)
    {
        using var folder = new TemporaryFolder();
        SectionFile file = onDisk
            ? SectionFile.Open(folder.Write("a", SampleFile.Bytes()), SampleFile.Model, SampleFile.Names, SampleFile.Weights)
            : SampleFile.Read(SampleFile.Bytes());
        Section weights = file[SampleFile.Weights];
        SectionReader reader = weights.CreateReader();

        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => weights.AsSpan<float>().Length);
        Assert.Throws<ObjectDisposedException>(() => weights.Slice<float>(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => reader.ReadSingle());
    }

    [Fact]
    public void AViewOfOtherSizeOrOutsideTheSectionIsRefused()
    {
        using SectionFile file = SampleFile.Read(SampleFile.Bytes());
        Section weights = file[SampleFile.Weights];

        Assert.Equal(
            "sample: section WGHT: found 12 bytes; expected a multiple of 8, the size of a Double.",
            Assert.Throws<InvalidDataException>(() => weights.AsSpan<double>().Length).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights.Slice<float>(2, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights.Slice<float>(-1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights.Slice<float>(0, -1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights.Slice<float>(long.MaxValue, 1).Length);
    }

    [Fact]
    public void SectionsOfManyGigabytesAreCountedInLongs()
    {
        const long FiveBillionFloats = 5_000_000_000L * sizeof(float);

        Assert.Equal(19_999_999_996L, Section.ByteStart(4_999_999_999, 1, sizeof(float), FiveBillionFloats));
        Assert.Throws<ArgumentOutOfRangeException>(() => Section.ByteStart(5_000_000_000, 1, sizeof(float), FiveBillionFloats));
        Assert.Throws<ArgumentOutOfRangeException>(() => Section.ByteStart(0, int.MaxValue, sizeof(float), FiveBillionFloats));

        Span<byte> line = new byte[TableEntry.Size];
        var entry = new TableEntry(SampleFile.Weights, IsCritical: true, Offset: 128, FiveBillionFloats);
        entry.WriteTo(line, new byte[32]);
        Assert.Equal(entry, TableEntry.Read(line, 128, 128 + FiveBillionFloats, "sample"));

        long end = SectionFormat.Align(128 + FiveBillionFloats);
        var header = new FileHeader(0, SampleFile.Model, end + TableEntry.Size, end, 1);
        byte[] head = new byte[FileHeader.Size];
        header.WriteTo(head, new byte[32]);
        Assert.Equal(header, FileHeader.Read(head, header.Length, "sample"));
    }
}
