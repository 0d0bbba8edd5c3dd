using Codeword.Cli;
using Codeword.Data;

namespace Codeword.Tests.Cli;

public sealed class FaultsTests
{
    public static TheoryData<Exception, int, string> Expected => new()
    {
        { new UsageException("Found no sense."), 2, "codeword: Found no sense.\n" },
        { new DataFormatException("a.svm", 3, 4, "found a; expected b"), 1, "codeword: a.svm:3:4: found a; expected b\n" },
        { new ArgumentException("The data\nis bad.", "data"), 1, "codeword: The data is bad.\n" },
        { new AggregateException(new InvalidDataException("m: damaged.")), 1, "codeword: m: damaged.\n" },
        { new UnauthorizedAccessException($"Access to the path '{Path.GetTempPath()}' is denied."), 1, $"codeword: {Path.GetTempPath()} is a folder; expected a file.\n" },
        { new UnauthorizedAccessException("Access to the path '/nowhere' is denied."), 1, "codeword: Access to the path '/nowhere' is denied.\n" },
        { new InsufficientMemoryException("Too much."), 1, "codeword: Too much.\n" },
        { new IOException("Broken pipe", 32), 0, "" },
        { new InvalidOperationException("Odd."), 1, "codeword: unexpected InvalidOperationException: Odd. (CODEWORD_TRACE=1 shows where)\n" },
        { new OperationCanceledException("No one asked."), 1,
            "codeword: unexpected OperationCanceledException: No one asked. (CODEWORD_TRACE=1 shows where)\n" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void AFaultIsAnExitCodeAndALine(Exception fault, int code, string message)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using Session session = CliRun.SessionOf(TextWriter.Null, error);
        Assert.Equal((code, message), (new Faults(session).Report(fault), error.ToString()));
    }

    [Fact]
    public void WhatTheUserCancelledEndsWith130()
    {
        using var error = new StringWriter { NewLine = "\n" };
        using Session session = CliRun.SessionOf(TextWriter.Null, error);
        session.Cancel();
        Assert.Equal((130, "codeword: cancelled\n"), (new Faults(session).Report(new OperationCanceledException()), error.ToString()));
    }
}
