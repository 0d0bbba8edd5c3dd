using System.CommandLine;
using Codeword.Data;
using Codeword.Reports;

namespace Codeword.Cli.Commands;

/// <summary><c>report</c>: a model and labelled data to one page of tables and charts.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = Flags.File("file", "the test data's file, plain or gzipped; - for standard input");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "the file to write: a page of HTML that needs nothing else, or its data alone where the name ends in .json",
        HelpName = "file",
        Required = true,
    };

    private readonly Option<int[]> _cutoffs = CutoffFlag.Create();
    private readonly Option<string?> _names = new("--names") { Description = "a file that says what classes are called: lines of label, tab, name", HelpName = "file" };
    private readonly Option<string?> _unknown = new("--unknown")
    {
        Description = "rows of none of the model's classes, written as the data is, to show how well they are told from it; labels are not looked at",
        HelpName = "file",
    };

    private readonly Option<string?> _title = new("--title") { Description = "the page's title; the model's file when not given", HelpName = "text" };
    private readonly Option<int> _threads = Flags.Threads();
    private readonly FormatFlags _format;

    public ReportCommand(Session session)
        : base("report", "Measure a model on labelled data and write a page of tables and charts, to be read in a browser without a network")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_output);
        Add(_cutoffs);
        Add(_names);
        Add(_unknown);
        Add(_title);
        _format = new FormatFlags(this, "as the model's training data was");
        Add(_threads);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model), data = parsed.GetRequiredValue(_file), output = parsed.GetRequiredValue(_output);
        string? names = parsed.GetValue(_names), unknown = parsed.GetValue(_unknown);
        OutputPath.RequireOther("--output", output, path, data, names, unknown, _format.LabelsPath(parsed));
        RequireOneInput(data, names, unknown);
        OutputPath.RequireFolder("report", output);
        var model = Classifier.Load(path);
        DataFormat format = FormatFlags.RequireLabels(_format.Read(parsed, model.Info.Format));
        using Stream? others = unknown is null ? null : _session.Open(unknown);
        var options = new ReportOptions
        {
            Title = parsed.GetValue(_title) ?? Path.GetFileName(path),
            Cutoffs = CutoffFlag.Of(parsed, _cutoffs),
            Names = names is null ? null : NameFile.Read(_session, names),
            Unknown = others is null ? null : ExampleSource.FromStream(others, unknown!, FormatFlags.WithoutLabels(format)),
            Threads = parsed.GetValue(_threads),
        };
        using Stream file = _session.Open(data);
        var report = Report.Of(model, ExampleSource.FromStream(file, data, format), options, new StageLines(_session), _session.Cancellation);
        report.Save(output);
        _session.Say($"{output}: {Figures.Count(new FileInfo(OutputPath.Real(output)).Length, "byte")}");
        return ExitCode.Done;
    }

    private static void RequireOneInput(params ReadOnlySpan<string?> files)
    {
        if (files.Count("-") > 1)
        {
            throw new UsageException("Only one of the data, --names and --unknown can come from standard input.");
        }
    }
}
