using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Codeword.Data;

/// <summary>Reads <see cref="DelimitedFormat"/>.</summary>
internal sealed class DelimitedReader : ExampleReader
{
    private readonly string _source;
    private readonly DelimitedFormat _format;
    private readonly LineFeed _feed;
    private readonly CsvParser _parser;
    private readonly LabelPool _labels = new();
    private bool _strayQuote;
    private long _line;
    private string[] _header = [];
    private int[] _text = [];
    private int _label;
    private int _weight;

    private DelimitedReader(LineReader lines, DelimitedFormat format)
    {
        _source = lines.Source;
        _format = format;
        _feed = new LineFeed(lines, format.MaxLineLength);
        _parser = new CsvParser(_feed, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = format.Delimiter.ToString(),
            NewLine = "\n",
            IgnoreBlankLines = false, // a faulty line arrives as a blank one: it must end the row it is in, not vanish
            BadDataFound = _ => _strayQuote = true,
        });
    }

    public override DataFormat Format => _format;

    public static DelimitedReader Open(LineReader lines, DelimitedFormat format)
    {
        var reader = new DelimitedReader(lines, format);
        reader.ReadHeader();
        return reader;
    }

    public override bool Read()
    {
        if (!ReadRow(out string[] fields))
        {
            return false;
        }

        Current.Clear();
        Current.Line = _line;
        if (fields.Length != _header.Length)
        {
            throw Fault($"found {fields.Length} fields; expected {_header.Length}, as in the header");
        }

        Current.Text = _text.Length == 1 ? fields[_text[0]] : string.Join('\n', _text.Select(column => fields[column]));
        if (_label >= 0)
        {
            AddLabels(fields[_label]);
        }

        if (_weight >= 0)
        {
            Current.Weight = ParseWeight(fields[_weight]);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _parser.Dispose();
            _feed.Dispose();
        }
    }

    private void ReadHeader()
    {
        if (!ReadRow(out _header))
        {
            throw new DataFormatException(_source, 0, 0, "found an empty file; expected a first row with the columns' names");
        }

        _text = [.. _format.TextColumns.Select(Find)];
        _label = _format.LabelColumn is string label ? Find(label) : -1;
        _weight = _format.WeightColumn is string weight ? Find(weight) : -1;
    }

    private int Find(string name)
    {
        int column = Array.IndexOf(_header, name);
        if (column < 0)
        {
            string found = string.Join(", ", _header.Take(20).Select(other => Excerpt.Of(other)));
            throw Fault($"found the columns {found}; expected one named {Excerpt.Of(name)}");
        }

        return Array.IndexOf(_header, name, column + 1) < 0
            ? column
            : throw Fault($"found two columns named {Excerpt.Of(name)}; expected one");
    }

    /// <summary>The fields of the next row that is not blank; false at the end.</summary>
    private bool ReadRow(out string[] fields)
    {
        do
        {
            _line = _feed.BeginRow();
            _strayQuote = false;
            fields = Parse(out bool more);
            if (_feed.TakeFault() is DataFormatException fault)
            {
                throw fault;
            }

            if (!more)
            {
                return false;
            }
        }
        while (_parser.RawRecord.AsSpan().Trim("\n").IsEmpty);

        if (_strayQuote)
        {
            throw Fault("found a quote inside a field; expected the whole field in quotes and each quote within it doubled");
        }

        return true;
    }

    private string[] Parse(out bool more)
    {
        try
        {
            more = _parser.Read();
            string[] fields = more ? _parser.Record ?? [] : [];
            if (more && _feed.AtEnd && _parser.RawRecord.AsSpan().Count('"') % 2 != 0)
            {
                throw _feed.TakeFault() ?? Fault("found a quote that is never closed; expected a closing quote");
            }

            return fields;
        }
        catch (CsvHelperException e)
        {
            throw Fault($"found a row that cannot be parsed ({e.GetType().Name}); expected fields as in RFC 4180");
        }
    }

    private void AddLabels(string field)
    {
        _labels.NextRow();
        if (_format.LabelSeparator is null)
        {
            AddLabel(field);
        }
        else if (field.Length > 0)
        {
            foreach (Range range in field.AsSpan().Split(_format.LabelSeparator))
            {
                AddLabel(field.AsSpan(range));
            }
        }
    }

    private void AddLabel(ReadOnlySpan<char> name)
    {
        if (_labels.Add(name, Current) is string problem)
        {
            throw Fault($"in the column {Excerpt.Of(_format.LabelColumn!)} {problem}");
        }
    }

    private float ParseWeight(string field) => Number.TryParse(field, out float weight) && weight > 0
        ? weight
        : throw Fault($"found the weight {Excerpt.Of(field)}; expected a finite number above 0");

    private DataFormatException Fault(string problem) => new(_source, _line, 0, problem);
}
