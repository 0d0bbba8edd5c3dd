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

    // The path with every link on the way followed.
    private static string Real(string path)
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
