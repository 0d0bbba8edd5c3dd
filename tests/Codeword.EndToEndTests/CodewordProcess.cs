using System.Diagnostics;

namespace Codeword.EndToEndTests;

/// <summary>The command line as a process of its own.</summary>
internal static class CodewordProcess
{
    /// <summary>How long anything may take before a test gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs a command line to its end.</summary>
    public static (int Code, string Output, string Error) Run(string input, params string[] args)
    {
        using Process process = Start(args);
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience));
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The next line of a process's results.</summary>
    public static string ReadLine(Process process)
    {
        Task<string?> line = process.StandardOutput.ReadLineAsync();
        Assert.True(line.Wait(Patience), "No line came.");
        return line.Result!;
    }

    /// <summary>Starts a command line. A job in the background of a script ignores SIGINT and hands that down; env undoes it, so that the tests of signals
    /// mean the same everywhere.</summary>
    public static Process Start(params string[] args) => Process.Start(
        new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Codeword.Cli.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
