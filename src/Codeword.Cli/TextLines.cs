namespace Codeword.Cli;

/// <summary>Reports as lines of text.</summary>
internal sealed class TextLines(TextWriter output) : IProgress<string>
{
    public void Report(string value) => output.WriteLine(value);
}
