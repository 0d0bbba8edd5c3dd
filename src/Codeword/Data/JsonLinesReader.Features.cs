using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Codeword.Data;

/// <content>Sparse features, as an object or as an array of pairs.</content>
internal sealed partial class JsonLinesReader
{
    private readonly List<(int Index, int Offset, float Value)> _row = [];

    private void ParseFeatures(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        _row.Clear();
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    ParseFeature(line, ref json);
                }

                break;
            case JsonTokenType.StartArray:
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    ParsePair(line, ref json);
                }

                break;
            default:
                throw Fault(
                    line, in json, $"found {Describe(in json)} in {Excerpt.Of(_names[_features])}; expected an object or an array of pairs");
        }

        AddFeatures(line);
    }

    private void ParsePair(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(line, in json, $"found {Describe(in json)} as a feature; expected a pair [index, value]");
        }

        json.Read();
        if (json.TokenType != JsonTokenType.Number)
        {
            throw Fault(line, in json, $"found {Describe(in json)} as an index; expected a pair [index, value]");
        }

        ParseFeature(line, ref json);
        json.Read();
        if (json.TokenType != JsonTokenType.EndArray)
        {
            throw Fault(line, in json, $"found {Describe(in json)} after the value; expected a pair [index, value]");
        }
    }

    /// <summary>Reads the value that follows the index, which the reader stands on.</summary>
    private void ParseFeature(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        int offset = (int)json.TokenStartIndex;
        if (!int.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index == int.MaxValue)
        {
            throw Lines.Fault(
                line, offset, $"found the index {Excerpt.Of(json.ValueSpan)}; expected a whole number from 0 to {int.MaxValue - 1}");
        }

        json.Read();
        if (json.TokenType != JsonTokenType.Number)
        {
            throw Fault(line, in json, $"found {Describe(in json)} as a value; expected a finite number");
        }

        if (!Number.TryParse(json.ValueSpan, out float value))
        {
            throw Fault(line, in json, $"found the value {Excerpt.Of(json.ValueSpan)}; expected a finite number");
        }

        _row.Add((index, offset, value));
    }

    private void AddFeatures(ReadOnlySpan<byte> line)
    {
        Span<(int Index, int Offset, float Value)> row = CollectionsMarshal.AsSpan(_row);
        row.Sort(); // of equal indices the later one comes later
        int previous = -1;
        foreach ((int index, int offset, float value) in row)
        {
            if (index == previous)
            {
                throw Lines.Fault(line, offset, $"found the index {index} twice; expected each index once");
            }

            previous = index;
            Current.Add(index, value);
        }
    }
}
