using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// A name for what a model makes of examples before any class comes into it: the SHA-256 of a text that has a line for the input transform, one for each group of heads and, in
/// the order of their tags, one for each section of text features, encoder and weights, with that section's SHA-256. docs/model-format.md has the form.
/// </summary>
internal static class EncodingFingerprint
{
    private static readonly Tag[] Parts =
    [
        new("TEXT"), EncoderSection.Tag, SparseSection.CountsTag,
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

        foreach ((Tag tag, string hash) in sections.Where(section => Parts.Contains(section.Tag)).OrderBy(section => section.Tag.ToString(), StringComparer.Ordinal))
        {
            Add($"{tag} {hash}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(lines.ToString())));

        void Add(FormattableString line) => lines.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
