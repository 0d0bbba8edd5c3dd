namespace Codeword.Cli.Datasets;

/// <summary>
/// Decides by name alone which rows are for testing and in which order rows stand: FNV-1a with 64 bits, its halves folded together,
/// as the plain low bits of FNV-1a mix badly.
/// </summary>
internal static class SplitHash
{
    /// <summary>The hash of a name in UTF-8.</summary>
    public static ulong Of(string name) => Of(System.Text.Encoding.UTF8.GetBytes(name));

    /// <summary>The hash of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (byte b in bytes)
        {
            hash = unchecked((hash ^ b) * 0x100000001b3);
        }

        return hash ^ (hash >> 32);
    }

    /// <summary>Whether the row with this hash is for testing: every fifth is.</summary>
    public static bool IsTest(ulong hash) => hash % 5 == 0;
}
