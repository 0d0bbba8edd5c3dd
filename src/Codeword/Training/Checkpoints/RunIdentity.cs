using System.Reflection;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>All that a model depends on, by name: two trainings that agree in it end in the same bytes. What is long stands as its SHA-256.</summary>
internal sealed class RunIdentity
{
    public static readonly Tag Tag = new("RUNS");
    private const int LongestText = 1 << 16;
    private const string Hashed = "sha256 ";
    private readonly List<(string Name, string Value)> _pairs;

    private RunIdentity(List<(string Name, string Value)> pairs) => _pairs = pairs;

    /// <summary>The identity of a training.</summary>
    /// <param name="options">How; threads and memory make no difference.</param>
    /// <param name="examples">What is trained on.</param>
    /// <param name="validation">Examples to choose by, or null.</param>
    /// <param name="codes">The codebook that was handed in, or null.</param>
    public static RunIdentity Of(TrainingOptions options, ExampleSet examples, ExampleSet? validation, BinaryCodes? codes) => new(
    [
        ("the version", typeof(RunIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
        ("the method", OptionsJson.MethodOf(options)),
        .. OptionsJson.ToPairs(options).Select(pair => (pair.Key, pair.Value)),
        ("training data", Hashed + DataHash.Of(examples)),
        .. validation is null ? [] : new[] { ("validation data", Hashed + DataHash.Of(validation)) },
        .. codes is null ? [] : new[] { ("codebook", Hashed + DataHash.Of(codes)) },
    ]);

    public void Write(SectionWriter writer)
    {
        writer.Begin(Tag);
        writer.WriteUInt64((ulong)_pairs.Count);
        foreach ((string name, string value) in _pairs)
        {
            writer.WriteString(name);
            writer.WriteString(value);
        }
    }

    public static RunIdentity Read(Section section)
    {
        SectionReader reader = section.CreateReader();
        var pairs = new List<(string, string)>();
        for (int count = reader.ReadCount(2 * sizeof(uint)); count > 0; count--)
        {
            pairs.Add((reader.ReadString(LongestText), reader.ReadString(LongestText)));
        }

        reader.ExpectEnd();
        return new RunIdentity(pairs);
    }

    /// <summary>The first thing in which another training differs from this one, in a few words; null when there is none.</summary>
    public string? DifferenceOf(RunIdentity other)
    {
        foreach (string name in _pairs.Concat(other._pairs).Select(pair => pair.Name))
        {
            (string? own, string? its) = (ValueOf(name), other.ValueOf(name));
            if (own != its)
            {
                return (own ?? its)!.StartsWith(Hashed, StringComparison.Ordinal) ? $"other {name}" : $"{name} {its ?? "not given"} where this one has {own ?? "none"}";
            }
        }

        return null;
    }

    private string? ValueOf(string name) => _pairs.Find(pair => pair.Name == name).Value;
}
