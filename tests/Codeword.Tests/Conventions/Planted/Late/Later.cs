using Codeword.Tests.Conventions.Planted.Early;

namespace Codeword.Tests.Conventions.Planted.Late;

/// <summary>What the planted first chapter may not use; its own look back is fine.</summary>
internal class Later
{
    public UsesItself Earlier { get; } = new();

    public Middle Middle { get; } = new();

    public static int Count() => 1;
}
