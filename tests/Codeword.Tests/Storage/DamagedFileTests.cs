using Codeword.Numerics;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class DamagedFileTests
{
    [Fact]
    public void AFileCutShortAtAnyByteIsRefused()
    {
        byte[] bytes = SampleFile.Bytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            string message = SampleFile.Refusal(bytes[..length]);
            Assert.Matches("^sample: found .*; expected .*[.]$", message);
        }

        Assert.Equal("sample: found an empty file; expected a file that begins with CODEWORD.", SampleFile.Refusal([]));
        Assert.Equal("sample: found 100 bytes; expected a header of 128: the file is cut short.", SampleFile.Refusal(bytes[..100]));
        Assert.Equal(
            $"sample: found {bytes.Length - 1} bytes; expected {bytes.Length}, as the header declares: the file is cut short or its header is damaged.",
            SampleFile.Refusal(bytes[..^1]));
        Assert.Equal(
            $"sample: found {bytes.Length + 1} bytes; expected {bytes.Length}, as the header declares: something follows its end or its header is damaged.",
            SampleFile.Refusal([.. bytes, 0]));
    }

    [Fact]
    public void AFileCutShortOnDiskIsRefusedAndLetGo()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = SampleFile.Bytes();
        foreach (int length in new[] { 0, 7, 11, 100, 128, bytes.Length - 1 })
        {
            string path = folder.Write("cut", bytes[..length]);
            string message = Assert.Throws<InvalidDataException>(() => SectionFile.Open(path, SampleFile.Model)).Message;
            Assert.StartsWith(path + ": found ", message, StringComparison.Ordinal);
        }

        string stub = folder.Write("stub", bytes[..13]);
        Assert.Equal(
            stub + ": found 13 bytes; expected a header of 128: the file is cut short.",
            Assert.Throws<InvalidDataException>(() => SectionFile.ReadKind(stub)).Message);
    }

    [Fact]
    public void AFlipOfAnyBitIsFound()
    {
        byte[] bytes = SampleFile.Bytes();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            SampleFile.Refusal(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.NotNull(SampleFile.Read(bytes));
    }

    [Fact]
    public void DamageIsNamedByTheSectionItIsIn()
    {
        byte[] bytes = SampleFile.Bytes();
        bytes[SampleFile.FirstSectionAt]++;
        Assert.Equal(
            "sample: section LABL does not match its SHA-256; expected the bytes as they were written: the file is damaged.",
            SampleFile.Refusal(bytes));

        bytes = SampleFile.Bytes();
        bytes[^1]++;
        Assert.Equal(
            "sample: the section table does not match its SHA-256; expected the bytes as they were written: the file is damaged.",
            SampleFile.Refusal(bytes));

        bytes = SampleFile.Bytes();
        bytes[SampleFile.KindAt]++;
        Assert.Equal(
            "sample: the header does not match its SHA-256; expected the bytes as they were written: the file is damaged.",
            SampleFile.Refusal(bytes));
    }

    [Fact]
    public void OtherFilesAndOtherVersionsAreNamed()
    {
        Assert.Equal("sample: found other bytes; expected a file that begins with CODEWORD.", SampleFile.Refusal("PK\u0003\u0004"u8.ToArray()));
        Assert.Equal(
            "sample: found format version 2.1; expected version 1.x, which is what this release supports; a newer release of Codeword is needed.",
            SampleFile.Refusal(SampleFile.Forge(bytes => (bytes[SampleFile.VersionAt], bytes[SampleFile.VersionAt + 2]) = (2, 1))));
        Assert.Equal(
            "sample: found format version 0.0; expected version 1.x, which is what this release supports.",
            SampleFile.Refusal(SampleFile.Forge(bytes => bytes[SampleFile.VersionAt] = 0)));
    }

    [Fact]
    public void ANewerMinorVersionIsRead()
    {
        byte[] bytes = SampleFile.Forge(bytes => bytes[SampleFile.VersionAt + 2] = 9);

        using SectionFile file = SampleFile.Read(bytes);

        Assert.Equal(new Version(1, 9), file.Version);
    }

    [Theory]
    [InlineData(16, 0, "expected 0, as the header declares")]
    [InlineData(16, ulong.MaxValue, "expected 18446744073709551615, as the header declares")]
    [InlineData(24, 0, "found the section table at byte 0; expected 320")]
    [InlineData(24, ulong.MaxValue, "found the section table at byte 18446744073709551615; expected 320")]
    [InlineData(24, 1UL << 63, "found the section table at byte 9223372036854775808; expected 320")]
    [InlineData(32, 0, "found the section table at byte 320; expected 512")]
    [InlineData(32, 2, "found the section table at byte 320; expected 384")]
    [InlineData(32, 7, "found 7 sections; expected no more than a file of 512 bytes can list")]
    [InlineData(32, uint.MaxValue, "found 4294967295 sections; expected no more than a file of 512 bytes can list")]
    [InlineData(40, 1, "found something in the header's reserved bytes 36 to 63; expected zeros")]
    [InlineData(320 + 8, 0, "found section LABL at byte 0; expected 128")]
    [InlineData(320 + 8, ulong.MaxValue, "found section LABL at byte 18446744073709551615; expected 128")]
    [InlineData(320 + 16, ulong.MaxValue, "found section LABL with 18446744073709551615 bytes; expected at most 192, up to the table")]
    [InlineData(320 + 16, 193, "found section LABL with 193 bytes; expected at most 192, up to the table")]
    [InlineData(320 + 16, 128, "found section WGHT at byte 192; expected 256, next to what stands before it")]
    [InlineData(320 + 24, 1, "found unknown flags on section LABL")]
    [InlineData(384 + 8, 128, "found section WGHT at byte 128; expected 192, next to what stands before it")]
    [InlineData(384 + 8, 256, "found section WGHT at byte 256; expected 192, next to what stands before it")]
    [InlineData(448 + 16, 0, "found the section table at byte 320; expected 256, next to the last section")]
    [InlineData(448 + 16, 1, "found something in the padding after section NOTE; expected zeros")]
    public void AbsurdNumbersUnderRightChecksumsAreRefused(int at, ulong value, string expected)
    {
        Assert.Equal((320, 512), (SampleFile.TableOffset(SampleFile.Bytes()), SampleFile.Bytes().Length));

        byte[] forged = SampleFile.Forge(bytes => SampleFile.Put(bytes, at, value));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = SampleFile.Refusal(forged);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 100_000);
    }

    [Fact]
    public void WrongTagsFlagsAndTwinsUnderRightChecksumsAreRefused()
    {
        Assert.Equal(
            "sample: found a kind with other characters; expected four of A-Z and 0-9.",
            SampleFile.Refusal(SampleFile.Forge(bytes => bytes[SampleFile.KindAt] = 0x1B)));
        Assert.Equal(
            "sample: found a section tag with other characters; expected four of A-Z and 0-9.",
            SampleFile.Refusal(SampleFile.Forge(bytes => bytes[320] = (byte)'l')));
        Assert.Equal(
            "sample: found unknown flags on section LABL; expected those of format 1.x.",
            SampleFile.Refusal(SampleFile.Forge(bytes => bytes[320 + 4] = 3)));
        Assert.Equal(
            "sample: found section LABL twice; expected each tag once.",
            SampleFile.Refusal(SampleFile.Forge(bytes => "LABL"u8.CopyTo(bytes.AsSpan(384)))));
        Assert.Equal(
            "sample: found something in the padding after section WGHT; expected zeros.",
            SampleFile.Refusal(SampleFile.Forge(bytes => bytes[255] = 1)));
    }

    [Fact]
    public void ALengthThatIsNoMultipleOf64OrALooseTableIsRefused()
    {
        byte[] odd = [.. SampleFile.Bytes(), 0];
        SampleFile.Put(odd, SampleFile.LengthAt, (ulong)odd.Length);
        SampleFile.Put(odd, SampleFile.TableOffsetAt, 321);
        Assert.Equal("sample: found 513 bytes; expected a multiple of 64.", SampleFile.Refusal(SampleFile.Reseal(odd)));

        byte[] sample = SampleFile.Bytes();
        byte[] loose = [.. sample[..320], .. new byte[64], .. sample[320..]];
        SampleFile.Put(loose, SampleFile.LengthAt, (ulong)loose.Length);
        SampleFile.Put(loose, SampleFile.TableOffsetAt, 384);
        Assert.Equal(
            "sample: found the section table at byte 384; expected 320, next to the last section.",
            SampleFile.Refusal(SampleFile.Reseal(loose)));
    }

    [Fact]
    public void TwentyThousandForgeriesEndInARefusalOrAFileThatCanBeRead()
    {
        byte[] sample = SampleFile.Bytes();
        var random = new SplitMix64(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. sample];
            for (int edits = 1 + random.NextIndex(3); edits > 0; edits--)
            {
                // Half of the edits strike the fields, where a forger would aim.
                int at = random.NextIndex(2) == 0 ? random.NextIndex(64) : random.NextIndex(bytes.Length);
                bytes[at] = random.NextIndex(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.NextIndex(256) };
            }

            try
            {
                using SectionFile file = SampleFile.Read(SampleFile.Reseal(bytes));
                Assert.All(file.Sections, section => Assert.Equal(section.Length, section.AsSpan<byte>().Length));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 19_999);
    }
}
