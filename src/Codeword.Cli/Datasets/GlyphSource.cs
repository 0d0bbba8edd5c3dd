namespace Codeword.Cli.Datasets;

/// <summary>Finds a <see cref="GlyphPack"/> in a folder, or unpacks its archive by running <c>tar</c>, which runs <c>xz</c>.</summary>
internal sealed class GlyphSource
{
    /// <summary>The program that unpacks.</summary>
    public string TarCommand { get; init; } = "tar";

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Opens a pack; disposing it removes what was unpacked.</summary>
    /// <param name="path">A folder, or a file made by <c>tar -cJf</c> of the folder or of what is in it.</param>
    /// <param name="cancellation">Stops the unpacking.</param>
    /// <exception cref="DatasetException">There is no such pack, or something is wrong with it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public GlyphPack Open(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            return GlyphPack.Open(path);
        }

        if (!File.Exists(path))
        {
            throw new DatasetException($"There is no pack {path}; name a folder or its .tar.xz.");
        }

        string unpacked = Directory.CreateTempSubdirectory("codeword-glyphs-").FullName;
        try
        {
            string problem = new ExternalProgram(TarCommand, Timeout).Run(["-xJf", Path.GetFullPath(path)], unpacked, cancellation);
            return problem.Length == 0 ? GlyphPack.Open(FolderIn(unpacked), unpacked) : throw new DatasetException(
                $"{path} was not unpacked: {problem}; install tar and xz, or unpack it by other means and name the folder.");
        }
        catch
        {
            Directory.Delete(unpacked, recursive: true);
            throw;
        }
    }

    // The archive holds the pack's files, or a folder with them.
    private static string FolderIn(string unpacked) =>
        Directory.GetFiles(unpacked).Length == 0 && Directory.GetDirectories(unpacked) is [var only] ? only : unpacked;
}
