using System.Buffers.Text;

namespace Codeword.Data;

/// <summary>
/// Parses the dictionary in the head of a .npy file: the three keys, each once, in any order; texts without escapes; whole numbers. Nothing
/// is evaluated, and nothing else of Python's language is understood.
/// </summary>
internal ref struct NpyHeaderParser(NpySource source, ReadOnlySpan<byte> text)
{
    public const int MostDimensions = 32; // NumPy's own limit
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private NpyType? _type;
    private bool? _isFortran;
    private List<long>? _shape;

    /// <summary>The head, its values not yet counted.</summary>
    /// <exception cref="DataFormatException">The dictionary is not one of a .npy file of plain numbers.</exception>
    public NpyHeader Parse()
    {
        Expect((byte)'{');
        while (!TryTake((byte)'}'))
        {
            ParseEntry();
            if (!TryTake((byte)','))
            {
                Expect((byte)'}');
                break;
            }
        }

        SkipSpace();
        return _position == _text.Length && _type is { } type && _isFortran is { } isFortran && _shape is not null
            ? new NpyHeader(type, isFortran, _shape.AsReadOnly())
            : throw Broken();
    }

    private void ParseEntry()
    {
        ReadOnlySpan<byte> key = ParseText();
        Expect((byte)':');
        if (key.SequenceEqual("descr"u8) && _type is null)
        {
            _type = ParseType();
        }
        else if (key.SequenceEqual("fortran_order"u8) && _isFortran is null)
        {
            _isFortran = ParseTruth();
        }
        else if (key.SequenceEqual("shape"u8) && _shape is null)
        {
            _shape = ParseShape();
        }
        else
        {
            throw Broken();
        }
    }

    private NpyType ParseType()
    {
        SkipSpace();
        ReadOnlySpan<byte> rest = _text[_position..];
        if (rest is [(byte)'[', ..])
        {
            throw source.Fault($"found values of the structured type {Excerpt.Of(rest)}; expected {NpyType.Expected}");
        }

        ReadOnlySpan<byte> name = ParseText();
        return NpyType.TryParse(name, out NpyType type)
            ? type
            : throw source.Fault($"found values of the type {Excerpt.Of(name)}; expected {NpyType.Expected}");
    }

    private bool ParseTruth()
    {
        SkipSpace();
        ReadOnlySpan<byte> rest = _text[_position..];
        bool value = rest.StartsWith("True"u8);
        if (!value && !rest.StartsWith("False"u8))
        {
            throw Broken();
        }

        _position += value ? 4 : 5;
        return value;
    }

    /// <summary>A tuple: <c>()</c>, <c>(3,)</c>, <c>(3, 4)</c>; one number alone needs its comma, as in Python.</summary>
    private List<long> ParseShape()
    {
        List<long> shape = [];
        Expect((byte)'(');
        while (!TryTake((byte)')'))
        {
            shape.Add(ParseLength());
            bool hasComma = TryTake((byte)',');
            if (shape.Count > MostDimensions)
            {
                throw source.Fault($"found more than {MostDimensions} dimensions; expected at most {MostDimensions}");
            }

            if (!hasComma)
            {
                Expect((byte)')');
                return shape.Count > 1 ? shape : throw Broken();
            }
        }

        return shape;
    }

    private long ParseLength()
    {
        SkipSpace();
        ReadOnlySpan<byte> rest = _text[_position..];
        int digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0)
        {
            throw Broken();
        }

        _position += digits;
        return Utf8Parser.TryParse(rest[..digits], out long length, out int used) && used == digits
            ? length
            : throw source.Fault($"found a dimension of the length {Excerpt.Of(rest[..digits])}; expected less than 2^63");
    }

    private ReadOnlySpan<byte> ParseText()
    {
        SkipSpace();
        ReadOnlySpan<byte> rest = _text[_position..];
        if (rest is not [(byte)'\'' or (byte)'"', ..])
        {
            throw Broken();
        }

        int length = rest[1..].IndexOf(rest[0]);
        if (length < 0 || rest.Slice(1, length).Contains((byte)'\\'))
        {
            throw Broken();
        }

        _position += length + 2;
        return rest.Slice(1, length);
    }

    private void Expect(byte mark)
    {
        if (!TryTake(mark))
        {
            throw Broken();
        }
    }

    private bool TryTake(byte mark)
    {
        SkipSpace();
        bool isThere = _position < _text.Length && _text[_position] == mark;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\n')
        {
            _position++;
        }
    }

    private readonly DataFormatException Broken() => source.Fault(
        $"found the header {Excerpt.Of(_text.TrimEnd(" \n"u8))}, which is not understood from byte {_position + 1} on; "
        + "expected a dictionary of descr, fortran_order and shape");
}
