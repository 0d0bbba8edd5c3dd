using System.CommandLine;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Taxonomy;

namespace Codeword.Cli.Commands;

/// <summary><c>codes errors</c>: how often each bit of labelled rows is not that of their class, as <c>codes tree --bit-errors</c> reads it.</summary>
internal sealed class CodesErrorsCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = Flags.File("file", "labelled rows, best those that the model was not trained on; plain or gzipped; - for standard input");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "the file to write to, whole or not at all; standard output when not given",
        HelpName = "file",
    };

    private readonly FormatFlags _format;
    private readonly Option<int> _threads = Flags.Threads();

    public CodesErrorsCommand(Session session)
        : base("errors", "Write how often each bit of a row is not its class's, a number from 0 to 1 a line: what codes tree --bit-errors reads")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_output);
        _format = new FormatFlags(this, "as the model's training data was");
        Add(_threads);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Classifier model = BitModel.Load(parsed.GetRequiredValue(_model)).Classifier;
        string path = parsed.GetRequiredValue(_file);
        DataFormat format = FormatFlags.RequireLabels(_format.Read(parsed, model.Info.Format));
        string? output = parsed.GetValue(_output);
        if (output is not null)
        {
            OutputPath.RequireOther("--output", output, parsed.GetRequiredValue(_model), path, _format.LabelsPath(parsed));
            OutputPath.RequireFolder("rates", output);
        }

        using Stream file = _session.Open(path);
        ExampleSet examples = Evaluator.Read(model, ExampleSource.FromStream(file, path, format));
        var errors = BitErrors.Of(model, examples, parsed.GetValue(_threads), _session.Cancellation);
        if (output is null)
        {
            Write(errors, _session.Output);
            return ExitCode.Done;
        }

        using var rates = new OutputFile(output);
        Write(errors, rates.Writer);
        rates.Commit();
        _session.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{output}: {Figures.Count(errors.Rates.Count, "rate")} of {Figures.Count(errors.Compared, "row")}, {errors.Rates.Min():F4} to {errors.Rates.Max():F4}"));
        return ExitCode.Done;
    }

    private static void Write(BitErrors errors, TextWriter output)
    {
        foreach (double rate in errors.Rates)
        {
            output.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
        }
    }
}
