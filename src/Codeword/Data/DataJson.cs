using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Codeword.Data;

/// <summary>How this chapter's options are written in a model file: explicit names and values, by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DataFormat))]
[JsonSerializable(typeof(TextFeaturizerOptions))]
internal sealed partial class DataJson : JsonSerializerContext
{
    private const string Discriminator = "$type";

    /// <summary>Writes a format so that <see cref="ReadFormat"/> reads it.</summary>
    public static byte[] Write(DataFormat format) => JsonSerializer.SerializeToUtf8Bytes(format, Default.DataFormat);

    /// <summary>Reads a format; what is not named keeps its default.</summary>
    /// <exception cref="InvalidDataException">The bytes are no format.</exception>
    public static DataFormat ReadFormat(ReadOnlySpan<byte> json)
    {
        JsonObject stored = Parse(json);
        string type = stored[Discriminator]?.ToString() ?? "";
        DataFormat defaults = type switch
        {
            "libsvm" => new LibsvmFormat(),
            "xmlc" => new XmlcFormat(),
            "text" => new TextFormat(),
            "delimited" => new DelimitedFormat(),
            "jsonl" => new JsonLinesFormat(),
            "npy" => new NpyFormat(),
            _ => throw new InvalidDataException(
                $"The stored data format is of the type {Excerpt.Of(type)}; expected libsvm, xmlc, text, delimited, jsonl or npy."),
        };
        return Read(stored, defaults, Default.DataFormat);
    }

    /// <summary>
    /// Reads options; what is not named, because the file is older than the option, keeps the value it has in <paramref name="defaults"/>.
    /// </summary>
    /// <remarks>
    /// The generated code alone would give it the default of its type (null, 0), not of the option, as it sets every init property.
    /// </remarks>
    /// <exception cref="InvalidDataException">The bytes are no such options.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, T defaults, JsonTypeInfo<T> type) => Read(Parse(json), defaults, type);

    private static T Read<T>(JsonObject stored, T defaults, JsonTypeInfo<T> type)
    {
        try
        {
            JsonObject merged = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
            foreach ((string name, JsonNode? value) in stored)
            {
                merged[name] = value?.DeepClone();
            }

            return merged.Deserialize(type)!;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"The stored options cannot be read: {e.Message}", e);
        }
    }

    private static JsonObject Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(json, documentOptions: strict) as JsonObject
                ?? throw new InvalidDataException("The stored options are not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The stored options cannot be read: {e.Message}", e);
        }
    }
}
