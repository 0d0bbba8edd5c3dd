namespace Codeword.Tests.Conventions.Planted.Early;

/// <summary>Uses nothing but its own chapter: the one clean type here.</summary>
internal sealed class UsesItself
{
    public UsesItself? Next { get; init; }

    public IEnumerable<UsesItself> Chain() => Next is null ? [this] : Next.Chain().Where(item => item != this).Append(this);
}
