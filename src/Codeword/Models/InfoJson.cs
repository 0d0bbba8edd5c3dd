using System.Text.Json.Serialization;

namespace Codeword.Models;

/// <summary>The INFO section: names and values, written by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(StoredInfo))]
internal sealed partial class InfoJson : JsonSerializerContext;

/// <summary><see cref="ModelInfo"/> as it is stored; the data format is written by the chapter that owns it.</summary>
internal sealed record StoredInfo(
    string Method,
    SortedDictionary<string, string> Options,
    long TrainingRows,
    bool IsMultiLabel,
    string Format,
    SortedDictionary<string, double> Validation);
