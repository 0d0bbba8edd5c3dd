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
        using var bytes = new MemoryStream();
        using Session session = SessionOf(output, error, input, bytes: bytes);
        int code = CommandLine.Run(args, session);
        return new CliRun(code, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>The bytes that a command writes in place of text.</summary>
    public static byte[] BytesOf(string input, params string[] args)
    {
        using var bytes = new MemoryStream();
        using Session session = SessionOf(TextWriter.Null, TextWriter.Null, input, bytes: bytes);
        Assert.Equal(0, CommandLine.Run(args, session));
        return bytes.ToArray();
    }

    /// <summary>A session whose streams are texts and whose clock stands still: however slow the machine is, no line tells how far a command has come.</summary>
    public static Session SessionOf(TextWriter output, TextWriter error, string input = "", bool isTerminal = false, Stream? bytes = null) => new()
    {
        Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
        Output = output,
        OutputBytes = bytes ?? Stream.Null,
        Error = error,
        OutputIsTerminal = isTerminal,
        Time = new HandClock(),
    };

    /// <summary>The output's lines.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}
