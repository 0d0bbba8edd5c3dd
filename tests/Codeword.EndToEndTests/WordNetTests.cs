using System.Security.Cryptography;
using Codeword.Cli.Datasets;

namespace Codeword.EndToEndTests;

public class WordNetTests
{
    /// <summary>The checksums were taken of the reference script's files, from WordNet 3.1.</summary>
    [Fact]
    public void WordNetIsBuiltByteForByte()
    {
        string? folder = Environment.GetEnvironmentVariable("CODEWORD_WORDNET_DICT");
        Assert.True(
            folder is not null,
            "CODEWORD_WORDNET_DICT names no folder with WordNet 3.1: run ./test.sh, which downloads it and sets the variable.");

        string output = Directory.CreateTempSubdirectory("codeword-tests-").FullName;
        try
        {
            using WordNetFiles files = WordNetFiles.Open(folder);
            Assert.True(files.IsReference, files.ToString());
            WordNetDataset.Build(files, output);
            string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "wordnet.sha256"));
            Assert.Equal(32, expected.Length);
            Assert.Equal(expected, expected.Select(line => Checksum(output, line[(line.LastIndexOf(' ') + 1)..])));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static string Checksum(string folder, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(folder, name));
        return $"{Convert.ToHexStringLower(SHA256.HashData(file))}  {name}";
    }
}
