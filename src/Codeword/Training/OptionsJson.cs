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
internal sealed partial class OptionsJson : JsonSerializerContext
{
    /// <summary>The method's name on the command line and in the model file.</summary>
    public static string MethodOf(TrainingOptions options) => options is MachOptions ? "mach" : "ova";

    /// <summary>Options as flat names and values, nested ones with a dot: <c>text.wordNGrams</c>.</summary>
    public static SortedDictionary<string, string> ToPairs(TrainingOptions options)
    {
        JsonTypeInfo type = Default.GetTypeInfo(options.GetType())!;
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(JsonSerializer.SerializeToNode(options, type)!.AsObject(), "", pairs);
        return pairs;
    }

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
