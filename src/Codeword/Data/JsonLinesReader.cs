using System.Text;
using System.Text.Json;

namespace Codeword.Data;

/// <summary>Reads <see cref="JsonLinesFormat"/>.</summary>
internal sealed partial class JsonLinesReader : LineExampleReader
{
    private const int MaxDepth = 64;

    private readonly JsonLinesFormat _format;
    private readonly string[] _names;
    private readonly bool[] _found;
    private readonly string[] _texts;
    private readonly int _features;
    private readonly int _label;
    private readonly int _weight;

    public JsonLinesReader(LineReader lines, JsonLinesFormat format)
        : base(lines)
    {
        _format = format;
        List<string> names = format.HoldsText ? [.. format.TextProperties] : [];
        _texts = new string[names.Count];
        _features = Append(names, format.FeaturesProperty);
        _label = Append(names, format.LabelProperty);
        _weight = Append(names, format.WeightProperty);
        _names = [.. names];
        _found = new bool[_names.Length];
    }

    public override DataFormat Format => _format;

    protected override bool Parse(ReadOnlySpan<byte> line)
    {
        if (IsBlank(line))
        {
            return false;
        }

        Array.Clear(_found);
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            ParseObject(line, ref json);
        }
        catch (JsonException e)
        {
            string reason = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw Lines.Fault(line, (int)Math.Min(e.BytePositionInLine ?? 0, line.Length), $"found broken JSON ({reason}); expected one object");
        }
        catch (InvalidOperationException)
        {
            throw Fault(line, in json, "found an escape that is half of a surrogate pair; expected text");
        }

        return true;
    }

    private static int Append(List<string> names, string? name)
    {
        if (name is null)
        {
            return -1;
        }

        names.Add(name);
        return names.Count - 1;
    }

    private void ParseObject(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Fault(line, in json, "found JSON that is no object; expected one object a line");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int property = Find(in json);
            if (property >= 0 && _found[property])
            {
                throw Fault(line, in json, $"found the property {Excerpt.Of(_names[property])} twice; expected it once");
            }

            json.Read();
            if (property < 0)
            {
                json.Skip();
            }
            else
            {
                _found[property] = true;
                ParseProperty(line, ref json, property);
            }
        }

        json.Read(); // throws when anything follows the object
        int missing = Array.IndexOf(_found, false);
        if (missing >= 0)
        {
            throw Lines.Fault(0, $"found no property {Excerpt.Of(_names[missing])}; expected one");
        }

        Current.Text = JoinedTexts();
    }

    private string? JoinedTexts() => _texts.Length switch
    {
        0 => null,
        1 => _texts[0],
        _ => string.Join('\n', _texts),
    };

    private int Find(ref readonly Utf8JsonReader json)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (json.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void ParseProperty(ReadOnlySpan<byte> line, ref Utf8JsonReader json, int property)
    {
        if (property == _features)
        {
            ParseFeatures(line, ref json);
        }
        else if (property == _label)
        {
            ParseLabels(line, ref json);
        }
        else if (property == _weight)
        {
            Current.Weight = json.TokenType == JsonTokenType.Number && Number.TryParse(json.ValueSpan, out float weight) && weight > 0
                ? weight
                : throw Fault(line, in json, $"found the weight {Excerpt.Of(json.ValueSpan)}; expected a finite number above 0");
        }
        else
        {
            _texts[property] = json.TokenType == JsonTokenType.String
                ? json.GetString()!
                : throw Fault(line, in json, $"found {Describe(in json)} in {Excerpt.Of(_names[property])}; expected a string");
        }
    }

    private void ParseLabels(ReadOnlySpan<byte> line, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            AddLabel(line, in json);
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            AddLabel(line, in json);
        }
    }

    private void AddLabel(ReadOnlySpan<byte> line, ref readonly Utf8JsonReader json)
    {
        string? problem = json.TokenType switch
        {
            JsonTokenType.String when json.ValueIsEscaped => AddLabel(json.GetString()),
            JsonTokenType.String or JsonTokenType.Number => AddLabel(json.ValueSpan),
            _ => $"found {Describe(in json)} as a label; expected a string or an array of strings",
        };

        if (problem is not null)
        {
            throw Fault(line, in json, problem);
        }
    }

    private static string Describe(ref readonly Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndArray => "the end of the array",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a string",
        JsonTokenType.Null => "null",
        _ => Encoding.UTF8.GetString(json.ValueSpan),
    };

    private DataFormatException Fault(ReadOnlySpan<byte> line, ref readonly Utf8JsonReader json, string problem) =>
        Lines.Fault(line, (int)json.TokenStartIndex, problem);
}
