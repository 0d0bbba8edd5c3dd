using Codeword.Tests.Conventions.Planted.Early;

namespace Codeword.Tests.Conventions.Planted;

/// <summary>A type of the planted root chapter.</summary>
internal sealed class Middle
{
    public UsesItself Earlier { get; } = new();
}
