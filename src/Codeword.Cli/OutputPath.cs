using Codeword.Storage;

namespace Codeword.Cli;

/// <summary>Keeps what a command reads from being written over by it.</summary>
internal static class OutputPath
{
    /// <summary>Refuses an output that is one of the inputs, by whatever links it is reached.</summary>
    /// <param name="option">The output's option, for the message.</param>
    /// <param name="output">The output.</param>
    /// <param name="inputs">Files that are read; - and null are none.</param>
    /// <exception cref="UsageException">It is one of them.</exception>
    public static void RequireOther(string option, string output, params ReadOnlySpan<string?> inputs)
    {
        foreach (string? input in inputs)
        {
            if (input is not null and not "-" && Real(input) == Real(output))
            {
                throw new UsageException($"{option} is {output}, which the command reads and which would be lost; name another file.");
            }
        }
    }

    /// <summary>Refuses an output that cannot be written: better now than after an hour.</summary>
    /// <param name="what">What is written, for the message.</param>
    /// <param name="output">Its file.</param>
    /// <exception cref="IOException">It is a folder, a device or a pipe, or its folder is not there or may not be written to.</exception>
    public static void RequireFolder(string what, string output)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(output)) ?? "";
        if (!Directory.Exists(folder) || Directory.Exists(output))
        {
            throw new IOException(Directory.Exists(output)
                ? $"The {what} cannot be written to {output}: it is a folder."
                : $"The {what} cannot be written to {output}: there is no folder {folder}.");
        }

        AtomicFile.Create(output).Dispose();
    }

    /// <summary>The path with every link on the way followed.</summary>
    public static string Real(string path)
    {
        string real = Path.GetPathRoot(Path.GetFullPath(path))!;
        foreach (string part in Path.GetFullPath(path)[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            real = entry.LinkTarget is null ? real : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
