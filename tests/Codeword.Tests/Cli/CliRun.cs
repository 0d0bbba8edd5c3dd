using System.Text;
using Codeword.Cli;

namespace Codeword.Tests.Cli;

/// <summary>One command line run within the test's process, and what came of it.</summary>
internal sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>Runs a command line with nothing on standard input.</summary>
    public static CliRun Of(params string[] args) => With("", args);

    /// <summary>Runs a command line with a text on standard input.</summary>
    public static CliRun With(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using Session session = SessionOf(output, error, input);
        int code = CommandLine.Run(args, session);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>A session whose streams are texts.</summary>
    public static Session SessionOf(TextWriter output, TextWriter error, string input = "", bool isTerminal = false) => new()
    {
        Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
        Output = output,
        Error = error,
        OutputIsTerminal = isTerminal,
    };

    /// <summary>The output's lines.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}
