namespace Codeword.Cli;

/// <summary>The command line asks for something that makes no sense. The message is one sentence for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
