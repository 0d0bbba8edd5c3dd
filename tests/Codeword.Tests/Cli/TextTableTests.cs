using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class TextTableTests
{
    private const string Label = "a[red]\u001B[0m\tb";

    [Fact]
    public void ElsewhereThanOnATerminalColumnsArePlain() => Assert.Equal(
        """
        label              count
        a[red]\u001B[0m\tb     1
        b                  1,000

        """, Print(isTerminal: false));

    [Fact]
    public void OnATerminalHeadsAreUnderlinedAndControlCharactersSpelled()
    {
        string text = Print(isTerminal: true);
        Assert.Contains("──", text, StringComparison.Ordinal);
        Assert.Contains(@"a[red]\u001B[0m\tb", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', text);
    }

    private static string Print(bool isTerminal)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using Session session = CliRun.SessionOf(output, TextWriter.Null, isTerminal: isTerminal);
        new TextTable("label", "count").Add(Label, "1").Add("b", "1,000").WriteTo(session);
        return output.ToString();
    }
}
