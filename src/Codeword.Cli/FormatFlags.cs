using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>The flags that say how data is written.</summary>
internal sealed class FormatFlags
{
    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "format",
    };

    private readonly Option<string[]> _text = Column<string[]>("--text-column", "the column (csv, tsv) or property (jsonl) of the text; may be given several times");
    private readonly Option<string?> _features = Column<string?>("--features-column", "the property (jsonl) of the features, when rows hold no text");
    private readonly Option<string?> _label = Column<string?>("--label-column", "the column (csv, tsv) or property (jsonl) of the label");
    private readonly Option<string?> _weight = Column<string?>("--weight-column", "the column (csv, tsv) or property (jsonl) of the row's weight");
    private readonly Option<string?> _separator = new("--label-separator") { Description = "what stands between several labels (csv, tsv)", HelpName = "text" };
    private readonly Option<string?> _prefix = new("--label-prefix") { Description = "what a label begins with (text); __label__ when not given", HelpName = "text" };
    private readonly Option<string?> _labels = new("--labels") { Description = "the file of the labels (npy): an array of integers, one a row", HelpName = "file" };
    private readonly bool _hasLabels;

    private Option[] Details => [_labels, _text, _features, _label, _separator, _prefix, _weight];

    /// <param name="command">The command that gets the flags.</param>
    /// <param name="otherwise">What the format is when it is not given.</param>
    /// <param name="hasLabels">Whether the command reads labels and weights.</param>
    public FormatFlags(Command command, string otherwise, bool hasLabels = true)
    {
        _hasLabels = hasLabels;
        _format.Description = $"libsvm, libsvm:0, libsvm:1, xmlc, text, csv, tsv, jsonl or npy; {otherwise} when not given";
        Option[] flags = hasLabels ? [_format, _labels, _text, _features, _label, _separator, _prefix, _weight] : [_format, _text, _features, _prefix];
        foreach (Option flag in flags)
        {
            command.Add(flag);
        }
    }

    /// <summary>The format given, else the one a file's name speaks for.</summary>
    /// <exception cref="UsageException">The name does not tell, or a flag does not go with the format.</exception>
    public DataFormat Read(ParseResult parsed, string path) => path == "-" && parsed.GetValue(_format) is null
        ? throw new UsageException("Standard input has no name to tell its format by: give it with --format.")
        : Read(parsed, () => OfName(path));

    /// <summary>The format given, else the one a model was trained on.</summary>
    /// <exception cref="UsageException">A flag does not go with the format.</exception>
    public DataFormat Read(ParseResult parsed, DataFormat trained) => Read(parsed, () => trained);

    /// <summary>The format given, else the one a model was trained on; refused when the model takes the other of text and features.</summary>
    /// <exception cref="UsageException">It does, or a flag does not go with the format.</exception>
    public DataFormat ReadInput(ParseResult parsed, Classifier model)
    {
        DataFormat format = Read(parsed, model.Info.Format);
        bool takesText = model.Model.Featurizer is not null;
        return format.HoldsText == takesText
            ? format
            : throw new UsageException($"The format {format.Name} holds {Kind(format.HoldsText)}, but the model was trained on {Kind(takesText)}.");
    }

    /// <summary>The file of the labels, where one is named.</summary>
    public string? LabelsPath(ParseResult parsed) => _hasLabels ? parsed.GetValue(_labels) : null;

    /// <summary>The first of the flags that was given; null when none was.</summary>
    public string? FirstGiven(ParseResult parsed) => Details.Prepend(_format).FirstOrDefault(flag => IsGiven(parsed, flag))?.Name;

    /// <summary>Refuses a format whose rows have no labels, for a command that cannot do without.</summary>
    /// <exception cref="UsageException">An array's labels are named by no file.</exception>
    public static DataFormat RequireLabels(DataFormat format, string flag = "--labels") => format is NpyFormat { Labels: null }
        ? throw new UsageException($"A .npy array has no labels in it: name the file of its labels with {flag}.")
        : format;

    private static DataFormat OfName(string path)
    {
        Session.RequireNoStore(path);
        return DataFormat.FromFileName(path);
    }

    private static string Kind(bool isText) => isText ? "text" : "features";

    private static Option<T> Column<T>(string name, string description) => new(name) { Description = description, HelpName = "name" };

    private DataFormat Read(ParseResult parsed, Func<DataFormat> otherwise)
    {
        try
        {
            DataFormat format = parsed.GetValue(_format) is { } name ? DataFormat.Parse(name) : otherwise();
            format = _hasLabels ? format : WithoutLabels(format);
            Require(parsed, format);
            return Apply(parsed, format);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.Split(" (Parameter '")[0]);
        }
    }

    /// <summary>The same format, of which labels and weights are not read.</summary>
    public static DataFormat WithoutLabels(DataFormat format) => format switch
    {
        DelimitedFormat delimited => delimited with { LabelColumn = null, LabelSeparator = null, WeightColumn = null },
        JsonLinesFormat lines => lines with { LabelProperty = null, WeightProperty = null },
        NpyFormat array => array with { Labels = null },
        _ => format,
    };

    private DataFormat Apply(ParseResult parsed, DataFormat format) => format switch
    {
        DelimitedFormat delimited => delimited with
        {
            TextColumns = Texts(parsed) ?? delimited.TextColumns,
            LabelColumn = Given(parsed, _label) ?? delimited.LabelColumn,
            LabelSeparator = Given(parsed, _separator) ?? delimited.LabelSeparator,
            WeightColumn = Given(parsed, _weight) ?? delimited.WeightColumn,
        },
        JsonLinesFormat lines => lines with
        {
            TextProperties = Texts(parsed) ?? lines.TextProperties,
            FeaturesProperty = Given(parsed, _features) ?? lines.FeaturesProperty,
            LabelProperty = Given(parsed, _label) ?? lines.LabelProperty,
            WeightProperty = Given(parsed, _weight) ?? lines.WeightProperty,
        },
        NpyFormat array => array with { Labels = Given(parsed, _labels) ?? array.Labels },
        TextFormat text => text with { LabelPrefix = Given(parsed, _prefix) ?? text.LabelPrefix },
        _ => format,
    };

    private void Require(ParseResult parsed, DataFormat format)
    {
        Option[] allowed = format switch
        {
            DelimitedFormat => [_text, _label, _separator, _weight],
            JsonLinesFormat => [_text, _features, _label, _weight],
            NpyFormat => [_labels],
            TextFormat => [_prefix],
            _ => [],
        };
        if (Details.Except(allowed).FirstOrDefault(flag => IsGiven(parsed, flag)) is { } stray)
        {
            throw new UsageException($"{stray.Name} has no meaning for the format {format.Name}.");
        }
    }

    private string[]? Texts(ParseResult parsed) => IsGiven(parsed, _text) ? parsed.GetValue(_text) : null;

    private static string? Given(ParseResult parsed, Option<string?> flag) => IsGiven(parsed, flag) ? parsed.GetValue(flag) : null;

    private static bool IsGiven(ParseResult parsed, Option flag) => parsed.GetResult(flag) is { Implicit: false };
}
