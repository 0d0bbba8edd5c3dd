using System.Text;
using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Retrieval;

public sealed class LabeledIndexStorageTests
{
    private const int Mutants = 4000;

    [Theory]
    [MemberData(nameof(LabeledIndexTests.Shapes), MemberType = typeof(LabeledIndexTests))]
    public void WhatIsSavedIsLoaded(int bits, int count, int names, int fewest, int most, int removedEvery)
    {
        using var folder = new TemporaryFolder();
        var sample = SampleLabels.Draw(bits, count, names, fewest, most, removedEvery);
        sample.Index.Save(folder.File("index"));
        using var loaded = LabeledIndex.Load(folder.File("index"));
        sample.Check(loaded);
        Assert.Equal((sample.Index.Model, sample.Index.Codes.NextId), (loaded.Model, loaded.Codes.NextId));
        Assert.Equal(sample.Index.Labels.Names, loaded.Labels.Names);
        Assert.Equal(File.ReadAllBytes(folder.File("index")), SampleLabels.Save(loaded));
        Assert.Equal(SampleLabels.Save(sample.Index), SampleLabels.Save(loaded.ToBuilder().Build()));
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(65_536, 2)]
    [InlineData(65_537, 4)]
    public void ALabelTakesAsFewBytesAsHoldAll(int names, int bytes)
    {
        var builder = new LabeledIndexBuilder(8);
        for (int i = 0; i < names; i++)
        {
            builder.Add([1], $"{i}");
        }

        LabeledIndex loaded = LabeledIndex.FromBytes(SampleLabels.Save(builder.Build()), "index");
        Assert.Equal((long)names * bytes, loaded.LabelBytes);
        Assert.Equal(loaded.Labels.Names, Enumerable.Range(0, names).Select(id => loaded.Labels[Assert.Single(loaded.LabelsOf(id))]));
    }

    [Fact]
    public void AnIndexWithoutLabelsIsReadAndSoAreTheCodesOfOneWith()
    {
        var sample = SampleLabels.Draw(24, 100, 6, 0, 2, 5);
        byte[] labeled = SampleLabels.Save(sample.Index);
        using HammingIndex codes = HammingIndex.FromBytes(labeled, "index");
        using var plain = new MemoryStream();
        codes.Save(plain);
        using LabeledIndex read = LabeledIndex.FromBytes(plain.ToArray(), "index");
        Assert.Equal((0, 0, 0L, null), (read.Labels.Count, read.LabelCount, read.LabelBytes, read.Model));
        Assert.Equal(plain.ToArray(), SampleLabels.Save(read));
        Assert.All(sample.Expected.Keys, id => Assert.Empty(read.LabelsOf(id)));
        byte[] query = new byte[3];
        Assert.Equal(SampleNeighbors.Search(sample.Index.Codes, query, 20), SampleNeighbors.Search(read.Codes, query, 20));
    }

    [Fact]
    public void ForgedLabelsAreRefusedWithAReason()
    {
        AssertRefusal("section FROM: found 31 bytes; expected 32, the fingerprint of a model", ("FROM", new byte[31]));
        AssertRefusal("section LABL: byte 0: found a count of 9; expected at most", ("LABL", [9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 97]));
        AssertRefusal("section LABL: byte 8: found no label; expected at least one", ("LABL", new byte[8]));
        AssertRefusal("section LABL: byte 18: found 1 more bytes; expected the section's end", ("LABL", [.. Names("a", "b"), 0]));
        AssertRefusal("section LABL: byte 18: found a label twice; expected each name once", ("LABL", Names("a", "a")));
        AssertRefusal("found no section LIDS; expected one in a file of kind HIDX", ("LIDS", null));
        AssertRefusal("found a section LIDS and no section LABL; expected both or none", ("LABL", null));
        AssertRefusal("section LIDS: found 5 labels; expected 4, one for each code, or none", ("ENDS", null));
        AssertRefusal("section LIDS: found 2 as label 4; expected more than -1 and less than 2", ("LIDS", [0, 0, 1, 1, 2]));
        AssertRefusal("section LIDS: found 1 as label 2; expected more than 1 and less than 2", ("LIDS", [0, 1, 1, 0, 1]));
        AssertRefusal("section ENDS: found 12 bytes; expected 4 times 4, the bytes of a number", ("ENDS", Ends(1, 3, 5)));
        AssertRefusal("section ENDS: found 0 as the end of the labels of code 1; expected 1 to 5", ("ENDS", Ends(1, 0, 4, 5)));
        AssertRefusal("section ENDS: found 6 as the end of the labels of code 3; expected 4 to 5", ("ENDS", Ends(1, 3, 4, 6)));
        AssertRefusal("section ENDS: found -1 as the end of the labels of code 0; expected 0 to 5", ("ENDS", Ends(-1, 3, 4, 5)));
        AssertRefusal("section ENDS: found 4 as the end of all labels; expected 5, as many as there are", ("ENDS", Ends(1, 3, 3, 4)));
        AssertRefusal("section ENDS: found a list of ends; expected none, as each code has one label or none has any", ("ENDS", Ends(1, 2, 3, 4)), ("LIDS", [0, 1, 1, 0]));
        AssertRefusal("section ENDS: found a list of ends; expected none, as each code has one label or none has any", ("ENDS", Ends(0, 0, 0, 0)), ("LIDS", []));
        AssertRefusal("section INFO: byte 4: found codes of 0 bits; expected 1 to 512", ("INFO", new byte[20]));
        Assert.Equal(5, LabeledIndex.FromBytes(Forge(), "index").LabelCount);
        Assert.Equal(4, LabeledIndex.FromBytes(Forge(("ENDS", null), ("LIDS", [0, 1, 1, 0])), "index").LabelCount);
        Assert.Equal(0, LabeledIndex.FromBytes(Forge(("ENDS", null), ("LIDS", [])), "index").LabelCount);
    }

    [Fact]
    public void ThousandsOfMutantsEndInARefusalOfOneSentenceOrInAnIndexWhoseLabelsHaveNames()
    {
        byte[][] seeds =
        [
            SampleLabels.Save(SampleLabels.Draw(12, 70, 5, 1, 1).Index), SampleLabels.Save(SampleLabels.Draw(12, 9, 4, 0, 2, 4).Index),
            SampleLabels.Save(SampleLabels.Draw(16, 300, 300, 0, 2).Index), Forge(),
        ];
        int accepted = 0;
        for (int i = 0; i < Mutants; i++)
        {
            var random = SplitMix64.ForPart(9, (ulong)i);
            accepted += Try(SampleFile.Mutate(seeds[i % seeds.Length], ref random)) ? 1 : 0;
        }

        Assert.InRange(accepted, Mutants / 20, Mutants * 3 / 4);
    }

    private static bool Try(byte[] mutant)
    {
        LabeledIndex index;
        try
        {
            index = LabeledIndex.FromBytes(mutant, "index");
        }
        catch (InvalidDataException e)
        {
            Assert.Matches("^index: [^\n]*[.]$", e.Message);
            return false;
        }

        Neighbor[] all = SampleNeighbors.Search(index.Codes, new byte[index.Codes.BytesPerCode], index.Codes.Count);
        Assert.Equal(index.LabelCount, all.Sum(neighbor => index.LabelsOf(neighbor.Id).Count(label => index.Labels[label].Length > 0)));
        return true;
    }

    /// <summary>Four codes of 8 bits, with one label, two, one and one, of two names; with sections changed or left out.</summary>
    private static byte[] Forge(params (string Tag, byte[]? Bytes)[] changes)
    {
        var builder = new LabeledIndexBuilder(8, SampleLabels.Model);
        foreach (string[] labels in (string[][])[["a"], ["a", "b"], ["b"], ["b"]])
        {
            builder.Add([7], labels);
        }

        Dictionary<string, byte[]?> changed = changes.ToDictionary(change => change.Tag, change => change.Bytes);
        return ModelBytes.Join(
            from section in ModelBytes.Sections(SampleLabels.Save(builder.Build()))
            let bytes = changed.TryGetValue(section.Tag, out byte[]? other) ? other : section.Bytes
            where bytes is not null
            select (section.Tag, bytes),
            "HIDX");
    }

    private static byte[] Names(params string[] names) =>
        [.. BitConverter.GetBytes((long)names.Length), .. names.SelectMany(name => (byte[])[.. BitConverter.GetBytes(name.Length), .. Encoding.UTF8.GetBytes(name)])];

    private static byte[] Ends(params int[] ends) => [.. ends.SelectMany(BitConverter.GetBytes)];

    private static void AssertRefusal(string expected, params (string Tag, byte[]? Bytes)[] changes) => Assert.StartsWith(
        "index: " + expected, Assert.Throws<InvalidDataException>(() => LabeledIndex.FromBytes(Forge(changes), "index")).Message, StringComparison.Ordinal);
}
