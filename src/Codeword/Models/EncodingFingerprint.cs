using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Codeword.Data;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// A name for what a model makes of examples before any class comes into it: the SHA-256 of a text that has a line for the input transform, one for each group of heads, for text
/// one for each option that is not its default and one for the terms and, in the order of their tags, one for each section of encoder and weights, with that section's SHA-256.
/// What a later version adds to the options of text leaves the names of models that do not use it as they are. docs/model-format.md has the form.
/// </summary>
internal static class EncodingFingerprint
{
    private static readonly Tag[] Parts =
    [
        EncoderSection.Tag, SparseSection.CountsTag,
        WeightTags.Encoder.Weights, WeightTags.Encoder.Format, WeightTags.Encoder.Scales, WeightTags.Heads.Weights, WeightTags.Heads.Format, WeightTags.Heads.Scales,
    ];

    /// <summary>The fingerprint, in lower-case hexadecimal.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sections">The sections of its file, with their SHA-256 in lower-case hexadecimal.</param>
    public static string Of(Model model, IEnumerable<(Tag Tag, string Sha256)> sections)
    {
        InputTransform transform = model.Heads.Transform;
        var lines = new StringBuilder();
        Add($"input {transform.FeatureCount} {transform.Power} {(transform.Normalize ? 1 : 0)} {transform.Bias}");
        foreach (HeadGroup group in model.Heads.Groups)
        {
            Add($"heads {group.Weights.Columns} {group.Hash?.Buckets ?? 0} {group.Hash?.Seed ?? 0}");
        }

        if (model.Featurizer is { } featurizer)
        {
            foreach ((string name, string value) in NotDefault(featurizer.Options))
            {
                Add($"text {name} {value}");
            }

            using var terms = new MemoryStream();
            featurizer.SaveTerms(terms);
            Add($"TEXT {Convert.ToHexStringLower(SHA256.HashData(terms.GetBuffer().AsSpan(0, (int)terms.Length)))}");
        }

        foreach ((Tag tag, string hash) in sections.Where(section => Parts.Contains(section.Tag)).OrderBy(section => section.Tag.ToString(), StringComparer.Ordinal))
        {
            Add($"{tag} {hash}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(lines.ToString())));

        void Add(FormattableString line) => lines.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    // The options as they are stored, but for those that have their default.
    private static IEnumerable<(string Name, string Value)> NotDefault(TextFeaturizerOptions options)
    {
        using JsonDocument own = JsonSerializer.SerializeToDocument(options, DataJson.Default.TextFeaturizerOptions);
        using JsonDocument standard = JsonSerializer.SerializeToDocument(new TextFeaturizerOptions(), DataJson.Default.TextFeaturizerOptions);
        return
        [
            .. own.RootElement.EnumerateObject().Select(option => (option.Name, option.Value.GetRawText()))
                .Except(standard.RootElement.EnumerateObject().Select(option => (option.Name, option.Value.GetRawText())))
                .OrderBy(option => option.Name, StringComparer.Ordinal),
        ];
    }
}
