namespace Codeword.Cli.Datasets;

/// <summary>One meaning in WordNet: a set of synonyms and its definition.</summary>
/// <param name="Id">Part of speech and 8-digit offset: <c>n02086723</c>.</param>
/// <param name="Words">Its words in WordNet's order, spaces for underscores, without syntactic markers such as <c>(p)</c>; at least one.</param>
/// <param name="Hypernyms">Ids of what it is a kind of (pointer <c>@</c>, not <c>@i</c>), in the order of the file; may be empty.</param>
/// <param name="Gloss">Its definition and example sentences.</param>
internal sealed record Synset(string Id, IReadOnlyList<string> Words, IReadOnlyList<string> Hypernyms, string Gloss);
