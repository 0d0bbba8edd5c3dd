using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Codeword.Cli.Datasets;

/// <summary>
/// Multi-label tasks made of a Debian archive: what a package depends on, or its tags, from its description. Packages are split by the name of their source, so
/// that no program is in both parts; labels that too few packages have are left out, and packages that are left without one. A name that comes twice counts once.
/// </summary>
internal static class DebianTextDataset
{
    /// <summary>Writes <c>train</c> and <c>test</c> as <c>.txt</c> (fastText) and <c>.ids</c> (package names), <c>labels.txt</c> and <c>sources.txt</c> (files and their
    /// SHA-256).</summary>
    /// <param name="packages">A Packages file, plain or gzipped.</param>
    /// <param name="translation">The Translation-en file that has the long descriptions.</param>
    /// <param name="labelsOf">What a package's labels are.</param>
    /// <param name="fewest">In how many packages a label must stand.</param>
    /// <param name="folder">Where the files go, made when absent.</param>
    /// <param name="progress">Is told the sizes.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DatasetException">A file breaks its format, or no label is left.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Build(
        string packages, string translation, Func<DebianPackage, IReadOnlyList<string>> labelsOf, int fewest, string folder, IProgress<string> progress,
        CancellationToken cancellation)
    {
        Dictionary<string, string> descriptions = ReadDescriptions(translation);
        List<(DebianPackage Package, bool IsTest, IReadOnlyList<string> Labels)> rows = [];
        HashSet<string> names = [];
        foreach (IReadOnlyDictionary<string, string> fields in Read(packages))
        {
            cancellation.ThrowIfCancellationRequested();
            if (DebianPackage.Of(fields) is { } package && names.Add(package.Name))
            {
                rows.Add((package, SplitHash.IsTest(SplitHash.Of(package.Source)), labelsOf(package)));
            }
        }

        HashSet<string> kept = [.. rows.SelectMany(row => row.Labels).GroupBy(label => label, StringComparer.Ordinal)
            .Where(group => group.Count() >= fewest).Select(group => group.Key)];
        if (kept.Count == 0)
        {
            throw new DatasetException($"No label of {packages} stands in {fewest} packages or more, so there is nothing to learn.");
        }

        Directory.CreateDirectory(folder);
        int trained = Write("train", isTest: false), tested = Write("test", isTest: true);
        WriteLines(Path.Combine(folder, "labels.txt"), kept.Order(StringComparer.Ordinal));
        WriteLines(Path.Combine(folder, "sources.txt"), new[] { packages, translation }.Select(Checksum));
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"{kept.Count:N0} labels, {trained:N0} training rows, {tested:N0} test rows"));

        int Write(string part, bool isTest) =>
            WritePart(Path.Combine(folder, part), rows.Where(row => row.IsTest == isTest).Select(row => (row.Package, row.Labels.Where(kept.Contains))), descriptions);
    }

    /// <summary>A file's lines, unpacked when it is gzipped.</summary>
    internal static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    internal static string Checksum(string path)
    {
        using FileStream file = File.OpenRead(path);
        return $"{Convert.ToHexStringLower(SHA256.HashData(file))}  {Path.GetFileName(path)}";
    }

    internal static void WriteLines(string path, IEnumerable<string> lines)
    {
        using var file = new OutputFile(path);
        foreach (string line in lines)
        {
            file.Writer.WriteLine(line);
        }

        file.Commit();
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using StreamReader reader = Open(path);
        foreach (IReadOnlyDictionary<string, string> fields in ControlFile.Read(reader, path))
        {
            yield return fields;
        }
    }

    private static Dictionary<string, string> ReadDescriptions(string path)
    {
        var descriptions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IReadOnlyDictionary<string, string> fields in Read(path))
        {
            if (fields.TryGetValue("Description-md5", out string? digest) && fields.TryGetValue("Description-en", out string? text))
            {
                descriptions[digest] = text;
            }
        }

        return descriptions;
    }

    private static int WritePart(string path, IEnumerable<(DebianPackage Package, IEnumerable<string> Labels)> rows, Dictionary<string, string> descriptions)
    {
        using var text = new OutputFile(path + ".txt");
        using var ids = new OutputFile(path + ".ids");
        int count = 0;
        foreach ((DebianPackage package, IEnumerable<string> labels) in rows)
        {
            string[] own = [.. labels];
            if (own.Length == 0)
            {
                continue;
            }

            string description = descriptions.GetValueOrDefault(package.Description.Digest, package.Description.Short);
            text.Writer.WriteLine($"{string.Join(' ', own.Select(label => "__label__" + label))} {OneLine(description)}");
            ids.Writer.WriteLine(package.Name);
            count++;
        }

        text.Commit();
        ids.Commit();
        return count;
    }

    // A full stop alone on a line stands for an empty line.
    private static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (string part in text.Split('\n').Select(part => part.Trim()).Where(part => part is not "." and not ""))
        {
            line.Append(line.Length > 0 ? " " : "").AppendJoin(' ', part.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }

        return line.ToString();
    }
}
