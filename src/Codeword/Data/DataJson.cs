using System.Text.Json.Serialization;

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
internal sealed partial class DataJson : JsonSerializerContext;
