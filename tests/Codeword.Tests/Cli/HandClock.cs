namespace Codeword.Tests.Cli;

/// <summary>A clock of milliseconds that moves by hand.</summary>
internal sealed class HandClock : TimeProvider
{
    public long Now { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Now;
}
