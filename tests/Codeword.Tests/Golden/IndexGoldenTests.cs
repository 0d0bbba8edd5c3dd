using System.Globalization;
using Codeword.Retrieval;
using Codeword.Storage;
using Codeword.Tests.Conventions;
using Codeword.Tests.Retrieval;

namespace Codeword.Tests.Golden;

/// <summary>Indexes of each released format, read by today's code; README.md beside them tells how one is added.</summary>
public sealed class IndexGoldenTests
{
    private const int Named = 6;
    private const int Bits = 20;
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Codeword.Tests", "Golden");

    [Fact]
    public void IndexesOfEveryReleasedFormatFindWhatTheyFoundThen()
    {
        WriteWhatIsMissing();
        for (int major = 1; major <= SectionFormat.Major; major++)
        {
            string file = Path.Combine(Folder, $"index-v{major}.index");
            using var index = LabeledIndex.Load(file);
            string[] lines = File.ReadAllLines(Path.ChangeExtension(file, ".neighbors.tsv"));
            Assert.Equal(5, lines.Length);
            Assert.All(lines, line => Assert.Equal(line, Line(index, Convert.FromHexString(line.Split('\t')[0]))));
        }
    }

    [Fact]
    public void AnIndexOfTheFormatInUseIsWrittenAsItWasRead()
    {
        string file = Path.Combine(Folder, $"index-v{SectionFormat.Major}.index");
        using var index = LabeledIndex.Load(file);
        using SectionFile sections = LabeledIndex.Open(file);

        Assert.InRange(new FileInfo(file).Length, 1, 10_000);
        Assert.Equal((Bits, SampleLabels.Model), (index.Codes.Bits, index.Model));
        Assert.Equal(["INFO", "CODE", "KEYS", "FROM", "LABL", "LIDS", "ENDS"], sections.Sections.Select(section => section.Tag.ToString()));
        Assert.Equal(File.ReadAllBytes(file), SampleLabels.Save(index));
        Assert.Equal(File.ReadAllBytes(file), SampleLabels.Save(index.ToBuilder().Build()));
    }

    // Query, then id, distance and labels of each neighbour.
    private static string Line(LabeledIndex index, byte[] query) => string.Join('\t', SampleNeighbors.Search(index.Codes, query, Named)
        .Select(found => string.Create(
            CultureInfo.InvariantCulture, $"{found.Id} {found.Distance} {string.Join(',', index.LabelsOf(found.Id).Select(label => index.Labels[label].Replace(' ', '_')))}"))
        .Prepend(Convert.ToHexStringLower(query)));

    private static void WriteWhatIsMissing()
    {
        string file = Path.Combine(Folder, $"index-v{SectionFormat.Major}.index");
        if (Environment.GetEnvironmentVariable("CODEWORD_GOLDEN") != "1" || File.Exists(file))
        {
            return;
        }

        LabeledIndex index = SampleLabels.Draw(Bits, 150, 12, 0, 2, removedEvery: 9).Index;
        index.Save(file);
        File.WriteAllText(
            Path.ChangeExtension(file, ".neighbors.tsv"), string.Concat(SampleNeighbors.Draw(5, Bits, 77).Select(query => Line(index, query) + "\n")));
    }
}
