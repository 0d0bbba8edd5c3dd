using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Codeword.Training;

/// <summary>
/// The options' names, types and values by generated code: one property added to a record reaches the model file and the command line from here.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MachOptions))]
[JsonSerializable(typeof(OneVsAllOptions))]
[JsonSerializable(typeof(LlcOptions))]
[JsonSerializable(typeof(EcocOptions))]
[JsonSerializable(typeof(HashOptions))]
[JsonSerializable(typeof(SoftmaxOptions))]
[JsonSerializable(typeof(MachNetworkOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext
{
    /// <summary>The method's name on the command line and in the model file.</summary>
    public static string MethodOf(TrainingOptions options) => options switch
    {
        Training.MachOptions => "mach",
        Training.MachNetworkOptions => "mach-network",
        Training.LlcOptions => "llc",
        Training.EcocOptions => "ecoc",
        Training.HashOptions => "hash",
        Training.SoftmaxOptions => "softmax",
        _ => "ova",
    };

    /// <summary>Options as flat names and values, nested ones with a dot: <c>text.wordNGrams</c>.</summary>
    public static SortedDictionary<string, string> ToPairs(TrainingOptions options)
    {
        JsonTypeInfo type = Default.GetTypeInfo(options.GetType())!;
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(JsonSerializer.SerializeToNode(options, type)!.AsObject(), "", pairs);
        return pairs;
    }

    /// <summary>The options of a type, nested ones with a dot, with what they are in <paramref name="defaults"/>.</summary>
    public static IEnumerable<OptionInfo> Describe(JsonTypeInfo type, object defaults, string prefix = "")
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(property => property.Get is not null))
        {
            object? value = property.Get!(defaults);
            Type plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (Default.GetTypeInfo(plain) is { Kind: JsonTypeInfoKind.Object } nested)
            {
                foreach (OptionInfo option in Describe(nested, value!, $"{prefix}{property.Name}."))
                {
                    yield return option;
                }
            }
            else
            {
                yield return new OptionInfo(
                    prefix + property.Name, plain, ToText(value), DescriptionOf(property), plain.IsEnum ? Enum.GetNames(plain) : []);
            }
        }
    }

    /// <summary>Puts a value, given as text, in an option's place.</summary>
    /// <exception cref="ArgumentException">The text is no value of the option's type.</exception>
    public static void Assign(JsonObject options, OptionInfo option, string value)
    {
        string[] path = option.Name.Split('.');
        foreach (string step in path[..^1])
        {
            options = options[step]!.AsObject();
        }

        options[path[^1]] = ToNode(option, value);
    }

    private static JsonNode ToNode(OptionInfo option, string value)
    {
        JsonNode? node = Parse(option, value);
        string expected = option.Type switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", option.Choices),
            var type when type == typeof(bool) => "true or false",
            var type when type == typeof(float) || type == typeof(double) => "a finite number",
            _ => "a whole number",
        };
        return node ?? throw new ArgumentException($"The option {option.Name} cannot be \"{value}\": expected {expected}.");
    }

    private static JsonNode? Parse(OptionInfo option, string value)
    {
        if (option.Type.IsEnum)
        {
            return JsonValue.Create(option.Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase)));
        }

        if (option.Type == typeof(bool))
        {
            return bool.TryParse(value, out bool flag) ? JsonValue.Create(flag) : null;
        }

        if (option.Type == typeof(float) || option.Type == typeof(double))
        {
            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : null;
        }

        return Int128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 whole)
            ? JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    private static string? ToText(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string DescriptionOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute description, ..]
            ? description.Description
            : throw new InvalidOperationException($"The option {property.Name} has no description.");

    private static void Flatten(JsonObject options, string prefix, SortedDictionary<string, string> pairs)
    {
        foreach ((string name, JsonNode? value) in options)
        {
            if (value is JsonObject nested)
            {
                Flatten(nested, prefix + name + ".", pairs);
            }
            else if (value is not null)
            {
                pairs[prefix + name] = value.ToString();
            }
        }
    }
}
