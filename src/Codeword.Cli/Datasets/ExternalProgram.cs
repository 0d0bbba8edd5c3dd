using System.ComponentModel;
using System.Diagnostics;

namespace Codeword.Cli.Datasets;

/// <summary>A program that does part of the work. What it prints is dropped, but for its first complaint.</summary>
/// <param name="command">The program: a name on the search path, or a path.</param>
/// <param name="timeout">After this time it is ended.</param>
internal sealed class ExternalProgram(string command, TimeSpan timeout)
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">What it is called with; no shell is between.</param>
    /// <param name="folder">The folder it works in.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>What went wrong, in words; empty when the program succeeded.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public string Run(IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
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
