namespace Codeword.Tests.Conventions;

/// <summary>
/// Namespaces in the order in which a reader can understand them: a type may use its own chapter and those to its left.
/// A namespace below a chapter belongs to it; the empty name is the root namespace itself.
/// </summary>
internal sealed class ChapterOrder(string root, params string[] chapters)
{
    /// <summary>The library's order.</summary>
    public static ChapterOrder OfTheLibrary { get; } = new(
        "Codeword",
        "Storage", "Numerics", "Data", "Codes", "Retrieval", "Decoding", "Novelty", "Models", "", "Evaluation", "Training", "Taxonomy", "Reports");

    /// <summary>Chapters to the right of the one that a namespace belongs to, as namespaces.</summary>
    public IEnumerable<string> LaterThan(string @namespace) =>
        chapters.Skip(Position(@namespace) + 1).Select(chapter => chapter.Length == 0 ? root : $"{root}.{chapter}");

    /// <summary>Types in a namespace below the root that is no chapter.</summary>
    public IEnumerable<string> Strays(IEnumerable<Type> types) =>
        types.Where(type => IsOurs(type) && Position(type.Namespace!) < 0).Select(type => type.FullName!);

    /// <summary>One sentence for each use of a later chapter.</summary>
    public IEnumerable<string> Violations(IEnumerable<Type> types) =>
        from type in types
        where IsOurs(type)
        from use in TypeUses.Of(type)
        where use.Used.Assembly == type.Assembly && IsOurs(use.Used) && Position(use.Used.Namespace!) > Position(type.Namespace!)
        select $"{type.FullName} uses the later {use.Used.FullName} in {use.Member}";

    // The compiler's own types (array initialisers, anonymous types) stand outside every namespace of ours.
    private bool IsOurs(Type type) => type.Namespace is { } name && (name == root || name.StartsWith(root + ".", StringComparison.Ordinal));

    private int Position(string @namespace) =>
        Array.IndexOf(chapters, @namespace == root ? "" : @namespace[(root.Length + 1)..].Split('.')[0]);
}
