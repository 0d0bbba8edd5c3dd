namespace Codeword.Tests.Conventions;

/// <summary>The source tree the tests were built from, found from the test's own place in it.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "artifacts", "node_modules", "data", "models", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder that holds <c>Codeword.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file of ours with one of the extensions, as a full path, in a fixed order.</summary>
    public static IEnumerable<string> Files(params string[] extensions) => FilesBelow(Root, top: true)
        .Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>A path from the root, with forward slashes: for messages.</summary>
    public static string Short(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    // Generated folders stand at the top only: src/Codeword/Data must not be mistaken for downloaded data.
    private static IEnumerable<string> FilesBelow(string folder, bool top) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is var name && name != "node_modules" && !(top && NotOurs.Contains(name)))
            .SelectMany(inner => FilesBelow(inner, top: false)));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Codeword.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Codeword.slnx; run the tests from the source tree.");
    }
}
