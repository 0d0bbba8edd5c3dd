using System.Security.Cryptography;
using Codeword.Numerics;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class SectionWriterTests
{
    [Fact]
    public void TheSameCallsGiveTheSameBytesInMemoryAndOnDisk()
    {
        using var folder = new TemporaryFolder();
        WriteSample(folder.File("a"));
        WriteSample(folder.File("b"));

        Assert.Equal(SampleFile.Bytes(), File.ReadAllBytes(folder.File("a")));
        Assert.Equal(SampleFile.Bytes(), File.ReadAllBytes(folder.File("b")));
        Assert.Equal(["a", "b"], folder.Names());
    }

    [Fact]
    public void TheBytesAreThoseOfFormatOne() => Assert.Equal(
        "39505de121b3d2ac98ffc971e50332ed124922633a812e6962e4eb6e4fdc2ff9",
        Convert.ToHexStringLower(SHA256.HashData(SampleFile.Bytes())));

    [Fact]
    public void ALongSectionIsStreamedAndTheSplitDoesNotShow()
    {
        var random = new SplitMix64(3);
        float[] values = new float[100_000];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextDouble();
        }

        byte[] whole = Written(writer => writer.Write<float>(values));
        byte[] pieces = Written(writer =>
        {
            for (int i = 0; i < values.Length; i += 777)
            {
                writer.Write<float>(values.AsSpan(i, Math.Min(777, values.Length - i)));
            }
        });

        Assert.Equal(whole, pieces);
        using SectionFile file = SectionFile.FromBytes(whole, "sample", SampleFile.Model, SampleFile.Weights);
        Assert.Equal(values, file[SampleFile.Weights].AsSpan<float>());
    }

    [Fact]
    public void AFileReplacesTheOldOneOnlyWhenItIsWhole()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", [1, 2, 3]);
        using (SectionWriter writer = SectionWriter.Create(path, SampleFile.Model))
        {
            SampleFile.Write(writer);
            Assert.Equal(2, folder.Names().Length);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
            writer.Commit();
        }

        Assert.Equal(SampleFile.Bytes(), File.ReadAllBytes(path));
        Assert.Equal(["a"], folder.Names());
    }

    [Fact]
    public void AWriterThatFailsHalfwayKeepsTheOldFileAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", [1, 2, 3]);

        Assert.Throws<ArgumentException>(() =>
        {
            using SectionWriter writer = SectionWriter.Create(path, SampleFile.Model);
            SampleFile.Write(writer);
            writer.Begin(SampleFile.Names);
        });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a"], folder.Names());
    }

    [Fact]
    public void AFileThatCannotBePutInItsPlaceLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("taken");
        using (SectionWriter writer = SectionWriter.Create(path, SampleFile.Model))
        {
            Directory.CreateDirectory(path);   // Comes between.
            SampleFile.Write(writer);
            Assert.ThrowsAny<SystemException>(writer.Commit);
        }

        Assert.Equal(["taken"], folder.Names());
        Assert.Throws<IOException>(() => SectionWriter.Create(folder.File("none/a"), SampleFile.Model));
    }

    [Fact]
    public void TwoWritersOfOneFileDoNotMeet()
    {
        using var folder = new TemporaryFolder();
        using SectionWriter first = SectionWriter.Create(folder.File("a"), SampleFile.Model);
        using SectionWriter second = SectionWriter.Create(folder.File("a"), SampleFile.Model);
        SampleFile.Write(first);
        first.Commit();
        second.Commit();

        using SectionFile file = SectionFile.Open(folder.File("a"), SampleFile.Model);
        Assert.Empty(file.Sections);
    }

    [Fact]
    public void AnOpenFileSurvivesItsReplacement()
    {
        using var folder = new TemporaryFolder();
        WriteSample(folder.File("a"));
        using SectionFile old = SectionFile.Open(folder.File("a"), SampleFile.Model, SampleFile.Names, SampleFile.Weights);

        using (SectionWriter writer = SectionWriter.Create(folder.File("a"), SampleFile.Model))
        {
            writer.Commit();
        }

        Assert.Equal([1.5f, -2f, 0.25f], old[SampleFile.Weights].AsSpan<float>());
    }

    [Fact]
    public void AfterAFailedWriteNothingCanBeCommitted()
    {
        using var stream = new NarrowStream(capacity: 1000);
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        writer.Begin(SampleFile.Weights);

        Assert.Throws<NotSupportedException>(() => writer.Write<float>(new float[100_000]));

        Assert.Throws<ObjectDisposedException>(writer.Commit);
        Assert.Throws<ObjectDisposedException>(() => writer.WriteInt32(1));
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        Assert.Equal(
            "Found a value before the first section; expected a call of Begin.",
            Assert.Throws<InvalidOperationException>(() => writer.WriteInt32(1)).Message);
        writer.Begin(SampleFile.Names);
        Assert.StartsWith(
            "Found a second section LABL; expected each tag once.",
            Assert.Throws<ArgumentException>(() => writer.Begin(SampleFile.Names)).Message,
            StringComparison.Ordinal);
        writer.Begin(SampleFile.Weights);
        Assert.Throws<ArgumentException>(() => writer.Begin(SampleFile.Names));
        Assert.Throws<System.Text.EncoderFallbackException>(() => writer.WriteString("\uD800"));
        writer.Commit();
        Assert.Throws<ObjectDisposedException>(() => writer.Begin(SampleFile.Notes));
        Assert.StartsWith(
            "Found a stream that holds something or cannot seek; expected an empty one that can.",
            Assert.Throws<ArgumentException>(() => SectionWriter.Create(stream, SampleFile.Model)).Message,
            StringComparison.Ordinal);
    }

    private static void WriteSample(string path)
    {
        using SectionWriter writer = SectionWriter.Create(path, SampleFile.Model);
        SampleFile.Write(writer);
        writer.Commit();
    }

    private static byte[] Written(Action<SectionWriter> write)
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, SampleFile.Model);
        writer.Begin(SampleFile.Weights);
        write(writer);
        writer.Commit();
        return stream.ToArray();
    }

    /// <summary>A full disk.</summary>
    private sealed class NarrowStream(int capacity) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) =>
            base.Write(Length + buffer.Length <= capacity ? buffer : throw new NotSupportedException("full"));
    }
}
