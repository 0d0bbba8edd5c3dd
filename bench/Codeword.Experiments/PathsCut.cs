using Codeword.Data;

namespace Codeword.Experiments;

/// <summary>debian-paths cut to the K packages whose names hash lowest: rows of all others are gone, or are of one class more. Training rows stand in an example store.</summary>
internal sealed class PathsCut : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codeword-paths-");

    /// <param name="folder">debian-paths, with train.txt and test.txt.</param>
    /// <param name="classes">K; at most as many as there are.</param>
    /// <param name="text">How paths become features.</param>
    /// <param name="others">The name of the class of all other packages' rows; null to leave them out.</param>
    public PathsCut(string folder, int classes, TextFeaturizerOptions text, string? others = null)
    {
        HashSet<string> kept = Lowest(Path.Combine(folder, "train.txt"), classes);
        string train = Path.Combine(_folder.FullName, "train.txt");
        Cut(Path.Combine(folder, "train.txt"), train, kept, others);
        Cut(Path.Combine(folder, "test.txt"), TestPath, kept, others);
        string store = Path.Combine(_folder.FullName, "train.examples");
        ExampleStore.Write(ExampleSource.FromFile(train, new TextFormat()), text, store);
        Store = ExampleStore.Open(store);
    }

    /// <summary>The training rows.</summary>
    public ExampleStore Store { get; }

    /// <summary>The file of the test rows.</summary>
    public string TestPath => Path.Combine(_folder.FullName, "test.txt");

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    private static HashSet<string> Lowest(string path, int classes)
    {
        HashSet<string> labels = new(StringComparer.Ordinal);
        var lookup = labels.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string line in File.ReadLines(path))
        {
            lookup.Add(LabelOf(line));
        }

        return [.. labels.OrderBy(Hash).ThenBy(label => label, StringComparer.Ordinal).Take(classes)];
    }

    private static void Cut(string source, string target, HashSet<string> kept, string? others)
    {
        var lookup = kept.GetAlternateLookup<ReadOnlySpan<char>>();
        using StreamWriter writer = new(target);
        foreach (string line in File.ReadLines(source))
        {
            if (lookup.Contains(LabelOf(line)))
            {
                writer.Write(line);
                writer.Write('\n');
            }
            else if (others is not null)
            {
                writer.Write(new TextFormat().LabelPrefix + others);
                writer.Write(line.AsSpan(line.IndexOf(' ')));
                writer.Write('\n');
            }
        }
    }

    private static ReadOnlySpan<char> LabelOf(string line) => line.AsSpan(0, Math.Max(0, line.IndexOf(' ')));

    // FNV-1a of 64 bits.
    private static ulong Hash(string label)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (byte part in System.Text.Encoding.UTF8.GetBytes(label))
        {
            hash = unchecked((hash ^ part) * 0x100000001b3);
        }

        return hash ^ (hash >> 32);
    }
}
