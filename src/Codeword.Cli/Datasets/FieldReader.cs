using System.Globalization;
using Codeword.Data;

namespace Codeword.Cli.Datasets;

/// <summary>Walks over the space-separated fields of one line and says where a fault stands.</summary>
internal ref struct FieldReader(ReadOnlySpan<char> fields, string file, long line)
{
    private readonly ReadOnlySpan<char> _fields = fields;
    private int _start;
    private int _end;

    /// <summary>The next field.</summary>
    /// <param name="expected">What it should be, for the message.</param>
    /// <exception cref="DataFormatException">The line has no more fields.</exception>
    public ReadOnlySpan<char> Next(string expected)
    {
        _start = _end;
        while (_start < _fields.Length && _fields[_start] == ' ')
        {
            _start++;
        }

        int length = _fields[_start..].IndexOf(' ');
        _end = length < 0 ? _fields.Length : _start + length;
        return _end > _start ? _fields[_start.._end] : throw Fault("the end of the fields", expected);
    }

    /// <summary>The next field, which must be 8 digits.</summary>
    /// <exception cref="DataFormatException">It is not.</exception>
    public ReadOnlySpan<char> NextOffset()
    {
        const string expected = "an offset of 8 digits";
        ReadOnlySpan<char> field = Next(expected);
        return field.Length == 8 && !field.ContainsAnyExceptInRange('0', '9') ? field : throw Fault(field, expected);
    }

    /// <summary>The next field, which must be a letter out of some.</summary>
    /// <exception cref="DataFormatException">It is not.</exception>
    public char NextLetter(scoped ReadOnlySpan<char> letters, string expected)
    {
        ReadOnlySpan<char> field = Next(expected);
        return field.Length == 1 && letters.Contains(field[0]) ? field[0] : throw Fault(field, expected);
    }

    /// <summary>The next field, which must be a count.</summary>
    /// <exception cref="DataFormatException">It is not.</exception>
    public int NextCount(NumberStyles style, string expected)
    {
        ReadOnlySpan<char> field = Next(expected);
        return int.TryParse(field, style, CultureInfo.InvariantCulture, out int count) && count >= 0 ? count : throw Fault(field, expected);
    }

    /// <summary>The exception for a fault in the field read last.</summary>
    public readonly DataFormatException Fault(ReadOnlySpan<char> found, string expected)
    {
        string shown = _end > _start ? $"\"{found}\"" : found.ToString();
        return new DataFormatException(file, line, _start + 1, $"found {shown}; expected {expected}");
    }
}
