using System.Security.Cryptography;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class TableHashTests
{
    [Fact]
    public void ItIsTheHashOfTheSectionTable()
    {
        byte[] bytes = SampleFile.Bytes();
        string expected = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(SampleFile.TableOffset(bytes))));
        Assert.Equal(expected, SampleFile.Read(bytes).TableSha256);
        Assert.Equal(expected, SampleFile.Read(SampleFile.Bytes()).TableSha256);
        Assert.NotEqual(expected, SampleFile.Read(SampleFile.Forge(changed => changed[SampleFile.FirstSectionAt + 12] ^= 1)).TableSha256);
    }

    [Fact]
    public void AWriterKnowsTheHashesThatAReaderFinds()
    {
        using var stream = new CountingStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        SampleFile.Write(writer);
        writer.Commit();
        Assert.Equal(SampleFile.Read(SampleFile.Bytes()).Sections.Select(section => (section.Tag, section.Sha256)), writer.Sections);
        Assert.Equal(SampleFile.Bytes().Length, stream.Length);
    }
}
