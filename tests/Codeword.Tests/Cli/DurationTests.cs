using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("1000h", 3_600_000)]
    public void TimesHaveSecondsMinutesOrHours(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Fact]
    public void NeverHasNoEnd() => Assert.Equal(Timeout.InfiniteTimeSpan, Duration.Parse("never"));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("1e3s")]
    [InlineData("1001h")]
    [InlineData("5d")]
    public void AnythingElseIsRefused(string text) => Assert.Equal(
        $"Found \"{text}\"; expected a time such as 30s, 5m or 1.5h, at most 1000h, or 0, or never.",
        Assert.Throws<UsageException>(() => Duration.Parse(text)).Message);
}
