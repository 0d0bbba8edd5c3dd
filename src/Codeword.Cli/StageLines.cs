namespace Codeword.Cli;

/// <summary>Tells what a command does at the moment: the part that begins, where the one before took a while.</summary>
internal sealed class StageLines(Session session) : IProgress<string>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly long _start = session.Time.GetTimestamp();

    public void Report(string value)
    {
        if (session.ErrorIsTerminal || session.Time.GetElapsedTime(_start) >= Pause)
        {
            session.Say($"{value} …");
        }
    }
}
