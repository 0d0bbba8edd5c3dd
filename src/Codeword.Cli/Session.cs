using System.Runtime.InteropServices;
using System.Text;
using Codeword.Data;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Codeword.Cli;

/// <summary>What a command has of its process: the standard streams, what stands at their ends, the clock, and the wish to stop.</summary>
internal sealed class Session : IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Standard input.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output, for results alone; UTF-8, lines end in a line feed. Flushed when the command ends.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard output as it is, for results that are bytes; a command writes to this or to <see cref="Output"/>, not to both.</summary>
    public required Stream OutputBytes { get; init; }

    /// <summary>Standard error, for progress and faults.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person, not a program, reads the results.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person, not a file, sees the progress.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a terminal may be written to in colour (https://no-color.org).</summary>
    public bool HasColor { get; init; }

    /// <summary>Whether an unexpected fault shows where it happened.</summary>
    public bool HasTrace { get; init; }

    /// <summary>Columns of help.</summary>
    public int Width { get; init; } = 120;

    /// <summary>The clock that progress is told by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Cancelled when the user wants to stop.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>The process's own streams. The first SIGINT or SIGTERM cancels, the second kills.</summary>
    public static Session OfProcess()
    {
        Stream output = OpenOutput();
        var session = new Session
        {
            Input = Console.OpenStandardInput(),
            Output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" },
            OutputBytes = output,
            Error = Console.Error,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected && Variable("TERM") != "dumb",
            HasColor = Variable("NO_COLOR").Length == 0,
            HasTrace = Variable("CODEWORD_TRACE") == "1",
            Width = Console.IsOutputRedirected || Console.WindowWidth < 40 ? 120 : Console.WindowWidth,
        };
        session.Listen(PosixSignal.SIGINT);
        session.Listen(PosixSignal.SIGTERM);
        return session;
    }

    /// <summary>Stops the command as a signal does.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Opens a file, or standard input for <c>-</c>. Reading either ends when the user cancels.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UsageException">It is an example store.</exception>
    public Stream Open(string path)
    {
        RequireNoStore(path);
        return path == "-" ? Input : new CancellableFile(path, Cancellation);
    }

    /// <summary>Refuses an example store where examples are read as they were written.</summary>
    /// <exception cref="UsageException">It is one.</exception>
    public static void RequireNoStore(string path)
    {
        if (path != "-" && ExampleStore.IsStore(path))
        {
            throw new UsageException($"{path} is an example store, which only the training data of train can be; name the file it was made of.");
        }
    }

    /// <summary>Writes a line to standard error.</summary>
    public void Say(string line) => Error.WriteLine(line);

    /// <summary>A console on standard error, for what moves.</summary>
    public IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Error),
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        ColorSystem = HasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _cancellation.Dispose();
    }

    // .NET's console stream takes a broken pipe for success, so that predicting would go on for nobody; a file stream reports it. But a
    // file stream also keeps a position of its own in a file, which other writers of the same file do not know of.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

    private void Listen(PosixSignal signal) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !_cancellation.IsCancellationRequested;
        _cancellation.Cancel();
    }));
}
