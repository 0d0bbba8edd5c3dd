using System.Text.RegularExpressions;

namespace Codeword.Tests.Conventions;

/// <summary>Finds the paths of the repository that a Markdown text names: links, and words in backticks or code blocks.</summary>
internal static partial class DocumentPaths
{
    // A word in backticks is a path of ours when it starts in one of these folders or has one of these endings.
    private static readonly string[] Folders = ["src", "tests", "docs", "bench", "samples", "web", "scripts", ".ci"];
    private static readonly string[] Endings = [".md", ".sh", ".cs", ".csproj", ".slnx", ".props", ".editorconfig"];

    /// <summary>The paths that do not exist, as they are written.</summary>
    /// <param name="text">The Markdown text.</param>
    /// <param name="folder">The folder it stands in: links start there.</param>
    public static IEnumerable<string> Broken(string text, string folder) =>
        Links(text).Where(path => !Exists(Path.Combine(folder, path)))
            .Concat(Words(text).Where(word => !WordExists(word, folder)))
            .Distinct();

    private static IEnumerable<string> Links(string text) => Link().Matches(CodeBlock().Replace(text, ""))
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static IEnumerable<string> Words(string text) => CodeBlock().Matches(text)
        .Concat(CodeSpan().Matches(CodeBlock().Replace(text, "")))
        .SelectMany(match => match.Groups["code"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Select(word => word.TrimEnd('.', ',', ';', ':', ')'))
        .Where(IsOurs);

    // Words with placeholders (<date>, *, …) name a kind of file, not a file.
    private static bool IsOurs(string word) => PlainPath().IsMatch(word) && !word.Contains("...", StringComparison.Ordinal)
        && (word.StartsWith("./", StringComparison.Ordinal)
            || (word.Contains('/', StringComparison.Ordinal) && Folders.Contains(word.Split('/')[0]))
            || (!word.Contains('/', StringComparison.Ordinal) && Endings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal) && word != ending)));

    // A path starts at the root or beside the document; a name alone may stand anywhere.
    private static bool WordExists(string word, string folder) => Exists(Path.Combine(Repository.Root, word)) || Exists(Path.Combine(folder, word))
        || Repository.Files(Path.GetExtension(word)).Any(file => Path.GetFileName(file) == word);

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    [GeneratedRegex(@"^(?<fence>```|~~~).*?$(?<code>.*?)^\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(?<ticks>`+)(?<code>[^`\n]+)\k<ticks>")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[\w./-]+$")]
    private static partial Regex PlainPath();
}
