namespace Codeword.Tests.Conventions;

/// <summary>What the guards report.</summary>
internal static class Faults
{
    /// <summary>Fails with every fault on its own line, in full; xunit's own assertion cuts them short.</summary>
    public static void AssertNone(IEnumerable<string> faults)
    {
        string[] lines = [.. faults.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
