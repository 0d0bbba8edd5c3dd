using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Hashes of a model's file, SHA-256 in lower-case hexadecimal.</summary>
/// <param name="Table">Of its section table: of all of it.</param>
/// <param name="Sections">Of each section.</param>
internal sealed record ModelHashes(string? Table, IReadOnlyList<(Tag Tag, string Sha256)> Sections);
