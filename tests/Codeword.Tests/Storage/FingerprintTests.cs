using System.Security.Cryptography;
using Codeword.Models;
using Codeword.Storage;
using Codeword.Tests.Models;

namespace Codeword.Tests.Storage;

public sealed class FingerprintTests
{
    [Fact]
    public void AFingerprintIsTheHashOfTheSectionTable()
    {
        byte[] bytes = SampleFile.Bytes();
        string expected = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(SampleFile.TableOffset(bytes))));
        Assert.Equal(expected, SampleFile.Read(bytes).Fingerprint);
        Assert.Equal(expected, SampleFile.Read(SampleFile.Bytes()).Fingerprint);
        Assert.NotEqual(expected, SampleFile.Read(SampleFile.Forge(changed => changed[SampleFile.FirstSectionAt + 12] ^= 1)).Fingerprint);
    }

    [Fact]
    public void AWriterKnowsItOnceTheFileIsWhole()
    {
        using var stream = new CountingStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        SampleFile.Write(writer);
        Assert.Null(writer.Fingerprint);
        writer.Commit();
        Assert.Equal(SampleFile.Read(SampleFile.Bytes()).Fingerprint, writer.Fingerprint);
        Assert.Equal(SampleFile.Bytes().Length, stream.Length);
    }

    [Fact]
    public void AModelHasThatOfItsFileAlsoBeforeItIsSaved()
    {
        using var folder = new TemporaryFolder();
        var model = new Classifier(SampleModel.Create(ModelShape.Text));
        model.Save(folder.File("model"));
        var loaded = Classifier.Load(folder.File("model"));
        using SectionFile file = ModelFile.Open(folder.File("model"));
        Assert.Equal((file.Fingerprint, file.Fingerprint), (model.Fingerprint, loaded.Fingerprint));
        Assert.Equal(file.Fingerprint, loaded.With(loaded.Candidates).Fingerprint);
        Assert.NotEqual(file.Fingerprint, new Classifier(SampleModel.Create(ModelShape.Sparse)).Fingerprint);
    }
}
