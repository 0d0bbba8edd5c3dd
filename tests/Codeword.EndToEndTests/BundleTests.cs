using System.Diagnostics;

namespace Codeword.EndToEndTests;

/// <summary>What pages are drawn by is built from web/report and kept beside it, so that building Codeword needs no Node.js: it must be what its sources make.</summary>
public sealed class BundleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Fact]
    public void TheBundleIsWhatItsSourcesMake()
    {
        string report = Path.Combine(RootFolder(), "web", "report");
        foreach (string file in Directory.EnumerateFiles(report).Concat(Directory.EnumerateFiles(Path.Combine(report, "src"), "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(report, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        RunNpm("ci");
        RunNpm("run", "check");
        RunNpm("run", "build");
        foreach (string name in new[] { "report.js", "report.css", "NOTICES.txt" })
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(_folder, "dist", name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(report, "dist", name))),
                $"web/report/dist/{name} is not what its sources make: run npm ci and npm run build in web/report, and commit it.");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string RootFolder()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Codeword.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private void RunNpm(params string[] args)
    {
        using Process npm = Process.Start(
            new ProcessStartInfo("npm", args) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = npm.StandardOutput.ReadToEndAsync(), error = npm.StandardError.ReadToEndAsync();
        Assert.True(npm.WaitForExit(Patience), $"npm {string.Join(' ', args)} takes too long.");
        Assert.True(npm.ExitCode == 0, $"npm {string.Join(' ', args)} failed: {output.Result}{error.Result}");
    }
}
