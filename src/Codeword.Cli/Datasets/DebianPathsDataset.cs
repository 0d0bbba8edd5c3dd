using System.Globalization;
using System.Text;

namespace Codeword.Cli.Datasets;

/// <summary>A large single-label task made of a Debian archive: which package a file belongs to, from its path.</summary>
internal static class DebianPathsDataset
{
    private const ulong TestShare = 10;

    /// <summary>
    /// Writes <c>train.txt</c> and <c>test.txt</c> (fastText), <c>test.unnamed.txt</c> (the test rows whose path does not contain the package's name) and <c>sources.txt</c>.
    /// Memory grows with the number of packages, not of paths.
    /// </summary>
    /// <param name="contents">Contents files, plain or gzipped.</param>
    /// <param name="classes">How many packages to keep, those whose names hash lowest; null for all.</param>
    /// <param name="folder">Where the files go, made when absent.</param>
    /// <param name="progress">Is told the sizes.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DatasetException">A line is no path with its packages, or there is none.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Build(IReadOnlyList<string> contents, int? classes, string folder, IProgress<string> progress, CancellationToken cancellation)
    {
        HashSet<string>? kept = classes is { } count ? Lowest(contents, count, cancellation) : null;
        Directory.CreateDirectory(folder);
        using var train = new OutputFile(Path.Combine(folder, "train.txt"));
        using var test = new OutputFile(Path.Combine(folder, "test.txt"));
        using var unnamed = new OutputFile(Path.Combine(folder, "test.unnamed.txt"));
        HashSet<string> seen = [];
        long trained = 0, tested = 0, withoutName = 0;
        foreach ((string path, string package) in Read(contents, cancellation).Where(row => kept is null || kept.Contains(row.Package)))
        {
            bool isTest = SplitHash.Of(Encoding.UTF8.GetBytes(path)) % TestShare == 0, isUnnamed = isTest && !path.Contains(package, StringComparison.OrdinalIgnoreCase);
            string line = $"__label__{package} {path}";
            seen.Add(package);
            (isTest ? test : train).Writer.WriteLine(line);
            trained += isTest ? 0 : 1;
            tested += isTest ? 1 : 0;
            if (isUnnamed)
            {
                unnamed.Writer.WriteLine(line);
                withoutName++;
            }
        }

        if (trained == 0)
        {
            throw new DatasetException($"{string.Join(" and ", contents)} hold no path for training, so there is nothing to learn.");
        }

        foreach (OutputFile file in (OutputFile[])[train, test, unnamed])
        {
            file.Commit();
        }

        DebianTextDataset.WriteLines(Path.Combine(folder, "sources.txt"), contents.Select(DebianTextDataset.Checksum));
        progress.Report(string.Create(
            CultureInfo.InvariantCulture, $"{seen.Count:N0} classes, {trained:N0} training rows, {tested:N0} test rows, {withoutName:N0} of them without the package's name"));
    }

    private static HashSet<string> Lowest(IReadOnlyList<string> contents, int count, CancellationToken cancellation) =>
        [.. Read(contents, cancellation).Select(row => row.Package).Distinct(StringComparer.Ordinal)
            .OrderBy(package => SplitHash.Of(package)).ThenBy(package => package, StringComparer.Ordinal).Take(count)];

    // usr/bin/ls   utils/coreutils,other/package: the path may hold blanks, the packages do not; the first one is taken, without its section.
    private static IEnumerable<(string Path, string Package)> Read(IReadOnlyList<string> contents, CancellationToken cancellation)
    {
        foreach (string source in contents)
        {
            using StreamReader reader = DebianTextDataset.Open(source);
            for (long number = 1; reader.ReadLine() is { } line; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (line.Length == 0)
                {
                    continue;
                }

                int blank = line.LastIndexOfAny([' ', '\t']);
                string path = line[..Math.Max(0, blank)].TrimEnd(), package = line[(blank + 1)..].Split(',')[0].Split('/')[^1];
                yield return path.Length > 0 && package.Length > 0 ? (path, package)
                    : throw new DatasetException($"{source}:{number}: found \"{EscapedText.Of(line)}\"; expected a path, blanks and packages.");
            }
        }
    }
}
