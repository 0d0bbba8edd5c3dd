namespace Codeword.Cli.Datasets;

/// <summary>Index files of the machine's Debian archive, fetched by <c>apt-get update</c> into a folder of their own: the machine's lists stay as they are.</summary>
internal sealed class AptIndex : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codeword-apt-");

    /// <summary>The program that fetches.</summary>
    public string AptCommand { get; init; } = "apt-get";

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Fetches the index of packages, their English descriptions and, if wanted, the lists of their files, uncompressed.</summary>
    /// <exception cref="DatasetException">The program failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public void Fetch(bool hasContents, CancellationToken cancellation)
    {
        List<string> arguments = ["update", "-q"];
        foreach (string name in (string[])["lists/partial", "cache/archives/partial"])
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, name));
        }

        // A sandbox user could not enter the folder.
        List<string> options =
        [
            $"Dir::State::lists={_folder.FullName}/lists", $"Dir::Cache={_folder.FullName}/cache", $"APT::Sandbox::User={Environment.UserName}", "Acquire::Languages=en",
            "Acquire::GzipIndexes=false", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false", "APT::Update::Post-Invoke-Success=", "APT::Update::Post-Invoke=",
        ];
        foreach (string architecture in hasContents ? (string[])["$(ARCHITECTURE)", "all"] : [])
        {
            string target = $"Acquire::IndexTargets::deb::Contents-codeword-{(architecture == "all" ? "all" : "own")}";
            options.AddRange(
            [
                $"{target}::MetaKey=$(COMPONENT)/Contents-{architecture}", $"{target}::ShortDescription=Contents-{architecture}",
                $"{target}::Description=$(RELEASE)/$(COMPONENT) {architecture} Contents",
                $"{target}::flatMetaKey=Contents-{architecture}", $"{target}::flatDescription=$(RELEASE) Contents", $"{target}::KeepCompressed=false",
            ]);
        }

        arguments.AddRange(options.SelectMany(option => (string[])["-o", option]));
        string problem = new ExternalProgram(AptCommand, Timeout).Run(arguments, _folder.FullName, cancellation);
        if (problem.Length > 0)
        {
            throw new DatasetException($"The archive's index was not fetched: {problem}; name files of it instead.");
        }
    }

    /// <summary>The files of main, of the suite that has the largest ones (not of its updates), whose names end so.</summary>
    /// <exception cref="DatasetException">There is none.</exception>
    public IReadOnlyList<string> Find(params IReadOnlyList<string> endings)
    {
        FileInfo[] files = [.. new DirectoryInfo(Path.Combine(_folder.FullName, "lists")).GetFiles()
            .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)) && file.Name.Contains("_main_", StringComparison.Ordinal))];
        return files.Length == 0
            ? throw new DatasetException($"apt-get update left no file of {string.Join(" or ", endings)}; does the machine have a source of Debian's main?")
            : [.. endings.Select(ending => files.Where(file => file.Name.EndsWith(ending, StringComparison.Ordinal)).MaxBy(file => file.Length))
                .OfType<FileInfo>().Select(file => file.FullName)];
    }

    /// <summary>Removes what was fetched.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
