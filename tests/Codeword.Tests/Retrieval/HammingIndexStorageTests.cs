using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Storage;
using Codeword.Tests.Reference;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Retrieval;

public sealed class HammingIndexStorageTests
{
    private const int Mutants = 3000;
    private static readonly Tag Kind = new("HIDX");

    public static TheoryData<int, int, int> Shapes => new() { { 12, 0, 0 }, { 12, 70, 0 }, { 64, 64, 3 }, { 256, 200, 7 }, { 509, 3, 1 }, { 8, 100_000, 2 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WhatIsSavedIsLoaded(int bits, int count, int removed)
    {
        using var folder = new TemporaryFolder();
        HammingIndex saved = Sample(bits, count, removed);
        string path = folder.File("index");
        saved.Save(path);
        using var loaded = HammingIndex.Load(path);
        Assert.Equal((saved.Bits, saved.Count, saved.NextId, saved.Bytes), (loaded.Bits, loaded.Count, loaded.NextId, loaded.Bytes));
        Assert.All(SampleNeighbors.Draw(5, bits, 9), query => Assert.Equal(SampleNeighbors.Search(saved, query, 50), SampleNeighbors.Search(loaded, query, 50)));
        Assert.Equal(File.ReadAllBytes(path), Save(loaded));
        Assert.Equal(Save(saved), Save(loaded.ToBuilder().Build()));
    }

    [Fact]
    public void ALoadedIndexCanBeAddedToAndRemovedFrom()
    {
        byte[][] codes = SampleNeighbors.Draw(300, 40, 1);
        using HammingIndex loaded = HammingIndex.FromBytes(Save(SampleNeighbors.Index(40, codes[..200])), "index");
        HammingIndexBuilder builder = loaded.ToBuilder();
        Assert.Equal(200, builder.Add(SampleNeighbors.Flat(codes[200..])));
        builder.Remove(0);
        Dictionary<long, byte[]> left = SampleNeighbors.ById(codes);
        left.Remove(0);
        SampleNeighbors.Check(HammingIndex.FromBytes(Save(builder.Build()), "index"), left, codes[..3], 20);
    }

    [Fact]
    public void AWarmSearchOfAMappedIndexAllocatesNothing()
    {
        using var folder = new TemporaryFolder();
        Sample(64, 5000, 10).Save(folder.File("index"));
        using var index = HammingIndex.Load(folder.File("index"));
        byte[] query = SampleNeighbors.Draw(1, 64, 2)[0];
        var results = new Neighbor[10];
        Assert.Equal(0, Allocations.WhenWarm(() => index.Search(query, results)));
    }

    [Fact]
    public void ADisposedIndexSaysSo()
    {
        HammingIndex index = Sample(12, 5, 0);
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search([0, 0], new Neighbor[1]));
        Assert.Throws<ObjectDisposedException>(() => index.CountWithin([0, 0], 1));
        Assert.Throws<ObjectDisposedException>(() => index.SearchBatch([0, 0], 1, new Neighbor[1]));
        Assert.Throws<ObjectDisposedException>(() => index.TryGetCode(0, new byte[2]));
        Assert.Throws<ObjectDisposedException>(index.ToBuilder);
        Assert.Throws<ObjectDisposedException>(() => index.Save(new MemoryStream()));
        Assert.Throws<ObjectDisposedException>(() => index.Save("never"));
    }

    [Fact]
    public void ForgedIndexesAreRefusedWithAReason()
    {
        byte[] block = new byte[128];
        AssertRefusal("section INFO: byte 4: found codes of 0 bits; expected 1 to 512", Forge(0, 0, 0, []));
        AssertRefusal("section INFO: byte 4: found codes of 513 bits; expected 1 to 512", Forge(513, 0, 0, []));
        AssertRefusal("section INFO: byte 12: found 18446744073709551615 codes; expected at most 2000000000", Forge(12, ulong.MaxValue, 0, []));
        AssertRefusal("section INFO: byte 20: found 1 as the next id; expected 2, the number of codes, to 9223372036854775807", Forge(12, 2, 1, block));
        AssertRefusal("section INFO: byte 20: found 9223372036854775808 as the next id; expected 2, the number", Forge(12, 2, 1UL << 63, block));
        AssertRefusal("section CODE: found 128 bytes; expected 256 for 65 codes of 12 bits in blocks of 64", Forge(12, 65, 65, block));
        AssertRefusal("section CODE: found 128 bytes; expected 4000000000 for 2000000000 codes of 12 bits in blocks of 64", Forge(12, 2_000_000_000, 2_000_000_000, block));
        AssertRefusal("section CODE: found a bit beyond the 12 of a code in block 0; expected 0 there", Forge(12, 2, 2, With(block, 65, 16)));
        AssertRefusal("section CODE: found something after the last code; expected zeros up to the end of its block", Forge(12, 2, 2, With(block, 2, 1)));
        AssertRefusal("section CODE: found something after the last code; expected zeros up to the end of its block", Forge(12, 2, 2, With(block, 66, 1)));
        AssertRefusal("section KEYS: found 8 bytes; expected 16, an id for each of 2 codes", Forge(12, 2, 9, block, 4));
        AssertRefusal("section KEYS: found 4 as the id of code 1; expected more than 4 and less than 9", Forge(12, 2, 9, block, 4, 4));
        AssertRefusal("section KEYS: found 9 as the id of code 1; expected more than 4 and less than 9", Forge(12, 2, 9, block, 4, 9));
        AssertRefusal("section KEYS: found -1 as the id of code 0; expected more than -1 and less than 9", Forge(12, 2, 9, block, -1, 4));
        AssertRefusal("section KEYS: found a list of ids; expected none, as they are 0 to 1", Forge(12, 2, 9, block, 0, 1));
        AssertRefusal("found no section CODE; expected one in a file of kind HIDX", Written(writer =>
        {
            writer.Begin(new Tag("INFO"));
            writer.WriteUInt32(12);
            writer.WriteUInt64(0);
            writer.WriteUInt64(0);
        }));
        Assert.Equal(2, HammingIndex.FromBytes(Forge(12, 2, 9, block, 4, 8), "index").Count);
    }

    [Fact]
    public void ThousandsOfMutantsEndInARefusalOfOneSentenceOrInAnIndexThatSearches()
    {
        byte[][] seeds = [Save(Sample(12, 70, 0)), Save(Sample(64, 130, 5)), Save(Sample(300, 5, 1))];
        int accepted = 0;
        for (int i = 0; i < Mutants; i++)
        {
            var random = SplitMix64.ForPart(5, (ulong)i);
            accepted += Try(SampleFile.Mutate(seeds[i % seeds.Length], ref random)) ? 1 : 0;
        }

        Assert.InRange(accepted, Mutants / 20, Mutants * 3 / 4);
    }

    private static bool Try(byte[] mutant)
    {
        HammingIndex index;
        try
        {
            index = HammingIndex.FromBytes(mutant, "index");
        }
        catch (InvalidDataException e)
        {
            Assert.Matches("^index: [^\n]*[.]$", e.Message);
            return false;
        }

        Neighbor[] all = SampleNeighbors.Search(index, new byte[index.BytesPerCode], index.Count);
        Assert.Equal(index.Count, all.Select(neighbor => neighbor.Id).Distinct().Count());
        Assert.All(all, neighbor => Assert.True(neighbor.Id >= 0 && neighbor.Id < index.NextId && neighbor.Distance <= index.Bits));
        return true;
    }

    private static HammingIndex Sample(int bits, int count, int removed)
    {
        var builder = new HammingIndexBuilder(bits);
        builder.Add(SampleNeighbors.Flat(SampleNeighbors.Draw(count, bits, 3)));
        for (int id = 0; id < removed; id++)
        {
            builder.Remove(id * 2);
        }

        return builder.Build();
    }

    private static byte[] Save(HammingIndex index)
    {
        using var stream = new MemoryStream();
        index.Save(stream);
        return stream.ToArray();
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] Forge(uint bits, ulong count, ulong nextId, byte[] codes, params long[] ids) => Written(writer =>
    {
        writer.Begin(new Tag("INFO"));
        writer.WriteUInt32(bits);
        writer.WriteUInt64(count);
        writer.WriteUInt64(nextId);
        writer.Begin(new Tag("CODE"));
        writer.Write<byte>(codes);
        if (ids.Length > 0)
        {
            writer.Begin(new Tag("KEYS"));
            writer.Write<long>(ids);
        }
    });

    private static byte[] Written(Action<SectionWriter> write)
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, Kind);
        write(writer);
        writer.Commit();
        return stream.ToArray();
    }

    private static void AssertRefusal(string expected, byte[] bytes) =>
        Assert.StartsWith("index: " + expected, Assert.Throws<InvalidDataException>(() => HammingIndex.FromBytes(bytes, "index")).Message, StringComparison.Ordinal);
}
