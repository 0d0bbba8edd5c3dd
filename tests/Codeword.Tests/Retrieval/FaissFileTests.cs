using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Retrieval;

public sealed class FaissFileTests
{
    private const int Mutants = 2000;

    // Two codes of 16 bits, as faiss 1.7.3 writes them; its own bytes, written down by hand.
    private static readonly byte[] Golden =
    [
        (byte)'I', (byte)'B', (byte)'x', (byte)'F',
        16, 0, 0, 0,               // d
        2, 0, 0, 0,                // bytes of a code
        2, 0, 0, 0, 0, 0, 0, 0,    // N
        1,                         // is trained
        1, 0, 0, 0,                // metric
        4, 0, 0, 0, 0, 0, 0, 0,    // bytes of codes
        0x01, 0x80, 0xFE, 0x00,
    ];

    [Fact]
    public void TheBytesOfFaissAreReadAndWritten()
    {
        HammingIndex index = Read(Golden);
        Assert.Equal((16, 2), (index.Bits, index.Count));
        byte[] code = new byte[2];
        Assert.True(index.TryGetCode(0, code));
        Assert.Equal([0x01, 0x80], code);   // Bits 0 and 15.
        Assert.Equal([new Neighbor(1, 1), new Neighbor(0, 8)], SampleNeighbors.Search(index, [0xFF, 0x00], 2));
        Assert.Equal(Golden, Written(index));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(8, 100_000)]
    [InlineData(24, 40_000)]
    [InlineData(64, 1000)]
    [InlineData(512, 1100)]
    public void WhatIsWrittenIsRead(int bits, int count)
    {
        using var folder = new TemporaryFolder();
        HammingIndex index = SampleNeighbors.Index(bits, SampleNeighbors.Draw(count, bits, 1));
        FaissFile.Write(index, folder.File("faiss"));
        HammingIndex read = FaissFile.Read(folder.File("faiss"));
        Assert.Equal((bits, count, (long)count), (read.Bits, read.Count, read.NextId));
        Assert.Equal(33 + ((long)count * bits / 8), new FileInfo(folder.File("faiss")).Length);
        Assert.Equal(Saved(index), Saved(read));
    }

    [Fact]
    public void OtherFilesAreRefusedWithAReason()
    {
        AssertRefusal("found other bytes; expected a file of faiss that begins with IBxF, as an IndexBinaryFlat is written.", []);
        AssertRefusal("found other bytes; expected a file of faiss that begins with IBxF, as an IndexBinaryFlat is written.", With(3, (byte)'H'));
        AssertRefusal("found 20 bytes; expected a header of 33: the file is cut short.", Golden[..20]);
        AssertRefusal("found codes of 12 bits; expected a multiple of 8 from 8 to 512.", With(4, 12));
        AssertRefusal("found codes of 528 bits; expected a multiple of 8 from 8 to 512.", With(5, 2));
        AssertRefusal("found codes of -2147483632 bits; expected a multiple of 8 from 8 to 512.", With(7, 0x80));
        AssertRefusal("found codes of 3 bytes; expected 2 for 16 bits.", With(8, 3));
        AssertRefusal("found -9223372036854775806 codes; expected 0 to 2000000000.", With(19, 0x80));
        AssertRefusal("found 4294967298 codes; expected 0 to 2000000000.", With(16, 1));
        AssertRefusal("found 5 bytes of codes; expected 4 for 2 codes of 16 bits.", With(25, 5));
        AssertRefusal("found the end of the file in code 1; expected 2 codes of 16 bits.", Golden[..^1]);
        AssertRefusal("found something after the 2 codes; expected the end of the file.", [.. Golden, 0]);
        byte[] huge = With(12, 0);   // 1.6 billion codes that are not there: nothing is allocated for them.
        (huge[15], huge[25], huge[28]) = (0x60, 0, 0xC0);
        AssertRefusal("found the end of the file in code 2; expected 1610612736 codes of 16 bits.", huge);
    }

    [Fact]
    public void WhatFaissHasNoPlaceForIsNotWritten()
    {
        using var folder = new TemporaryFolder();
        AssertMessage("Found codes of 12 bits; a file of faiss holds codes of a multiple of 8 bits.", HammingIndex.Create(12, [1, 2]));
        HammingIndexBuilder builder = HammingIndex.Create(8, [1, 2, 3]).ToBuilder();
        builder.Remove(1);
        AssertMessage("Found ids other than 0 to 1; a file of faiss has no ids, so that they would be lost.", builder.Build());
        Assert.Empty(Directory.GetFiles(folder.Path));

        void AssertMessage(string expected, HammingIndex index) => Assert.StartsWith(
            expected, Assert.Throws<ArgumentException>(() => FaissFile.Write(index, folder.File("never"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MutantsEndInARefusalOfOneSentenceOrInAnIndex()
    {
        int accepted = 0;
        for (int i = 0; i < Mutants; i++)
        {
            var random = SplitMix64.ForPart(7, (ulong)i);
            byte[] mutant = (byte[])Golden.Clone();
            mutant[random.NextIndex(mutant.Length)] = (byte)random.NextIndex(256);
            mutant = random.NextIndex(8) == 0 ? mutant[..random.NextIndex(mutant.Length)] : mutant;
            try
            {
                Assert.Equal(2, SampleNeighbors.Search(Read(mutant), [0, 0], 2).Length);
                accepted++;
            }
            catch (InvalidDataException e)
            {
                Assert.Matches("^faiss: [^\n]*[.]$", e.Message);
            }
        }

        Assert.InRange(accepted, Mutants / 20, Mutants * 3 / 4);
    }

    private static HammingIndex Read(byte[] bytes) => FaissFile.Read(new MemoryStream(bytes), "faiss");

    private static byte[] Written(HammingIndex index)
    {
        using var stream = new MemoryStream();
        FaissFile.Write(index, stream);
        return stream.ToArray();
    }

    private static byte[] Saved(HammingIndex index)
    {
        using var stream = new MemoryStream();
        index.Save(stream);
        return stream.ToArray();
    }

    private static byte[] With(int at, params byte[] values)
    {
        byte[] changed = (byte[])Golden.Clone();
        values.CopyTo(changed, at);
        return changed;
    }

    private static void AssertRefusal(string expected, byte[] bytes) =>
        Assert.Equal("faiss: " + expected, Assert.Throws<InvalidDataException>(() => Read(bytes)).Message);
}
