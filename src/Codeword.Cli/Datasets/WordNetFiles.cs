using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Codeword.Cli.Datasets;

/// <summary>WordNet's two files with synsets that have hypernyms, and where they come from. Disposing removes a download.</summary>
public sealed partial class WordNetFiles : IDisposable
{
    /// <summary>SHA-256 of WordNet 3.1's <c>data.noun</c>.</summary>
    public const string NounsOf31 = "2cad22fe43461ee7ae61a564ae6a518c57445c8597e53542caddb5c26a6a5d94";

    /// <summary>SHA-256 of WordNet 3.1's <c>data.verb</c>.</summary>
    public const string VerbsOf31 = "eb1cf196dab6e1b815a1c86fa20c909fb7413b2f34250d7fe60a0fb35ef59e03";

    private readonly string? _download;

    private WordNetFiles(string folder, string origin, string? download)
    {
        _download = download;
        Origin = origin;
        Nouns = Path.Combine(folder, "data.noun");
        Verbs = Path.Combine(folder, "data.verb");
        NounsHash = HashOf(Nouns);
        VerbsHash = HashOf(Verbs);
        Version = VersionOf(Nouns);
    }

    /// <summary>Path of <c>data.noun</c>.</summary>
    public string Nouns { get; }

    /// <summary>Path of <c>data.verb</c>.</summary>
    public string Verbs { get; }

    /// <summary>Where the files come from, in words.</summary>
    public string Origin { get; }

    /// <summary>The version that stands in the head of <c>data.noun</c>, such as <c>3.1</c>; <c>of unknown version</c> when none does.</summary>
    public string Version { get; }

    /// <summary>Whether both files are those of WordNet 3.1 to the byte, on which published figures rest.</summary>
    public bool IsReference => NounsHash == NounsOf31 && VerbsHash == VerbsOf31;

    /// <summary>SHA-256 of <c>data.noun</c>, lower-case hexadecimal.</summary>
    public string NounsHash { get; }

    /// <summary>SHA-256 of <c>data.verb</c>, lower-case hexadecimal.</summary>
    public string VerbsHash { get; }

    /// <summary>Source and version in one line for the user.</summary>
    public override string ToString() =>
        $"WordNet {Version} from {Origin}" + (IsReference ? "" : ": not the files of WordNet 3.1, so figures differ from the published ones");

    /// <summary>Takes the files in a folder as they are.</summary>
    /// <param name="folder">A folder with <c>data.noun</c> and <c>data.verb</c>.</param>
    /// <exception cref="DatasetException">A file is absent or cannot be read.</exception>
    public static WordNetFiles Open(string folder) => Open(folder, folder, download: null);

    /// <summary>Removes the files if they were downloaded for this object.</summary>
    public void Dispose()
    {
        if (_download is not null && Directory.Exists(_download))
        {
            Directory.Delete(_download, recursive: true);
        }
    }

    /// <param name="folder">The folder with the files.</param>
    /// <param name="origin">Where they come from, in words.</param>
    /// <param name="download">A folder to remove when the object is disposed, or null.</param>
    internal static WordNetFiles Open(string folder, string origin, string? download)
    {
        try
        {
            return new WordNetFiles(folder, origin, download);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The folder {folder} does not hold WordNet's data.noun and data.verb: {e.Message}", e);
        }
    }

    private static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string VersionOf(string nouns)
    {
        IEnumerable<string> licence = File.ReadLines(nouns, Encoding.Latin1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal));
        Match? version = licence.Select(line => Release().Match(line)).FirstOrDefault(match => match.Success);
        return version?.Groups[1].Value ?? "of unknown version";
    }

    [GeneratedRegex(@"WordNet (\d+\.\d+) Copyright")]
    private static partial Regex Release();
}
