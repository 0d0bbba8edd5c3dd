using System.CommandLine;
using System.Diagnostics;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>data store</c>: writes examples as features into one file that training maps, so that they may be more than memory holds.</summary>
internal sealed class DataStoreCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _file = Flags.File("file", "the data's file, plain or gzipped");
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write the store to", HelpName = "file", Required = true };
    private readonly FormatFlags _format;
    private readonly OptionFlags _text;

    public DataStoreCommand(Session session)
        : base("store", "Write data as features into a file that training reads in place, for data larger than memory; training also writes scratch files beside it")
    {
        _session = session;
        Add(_file);
        Add(_output);
        _format = new FormatFlags(this, "what the file's name says");
        _text = OptionFlags.OfText(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_file);
        string output = parsed.GetRequiredValue(_output);
        Session.RequireNoStore(path);
        TextFeaturizerOptions text = _text.Read(parsed).Text;
        using var input = TrainingInput.Open(_session, parsed, path, _format, _text);
        OutputPath.RequireOther("-o", output, path, (input.Format as NpyFormat)?.Labels);
        OutputPath.RequireFolder("store", output);
        long start = Stopwatch.GetTimestamp();
        input.WriteStore(text, output, _session.Cancellation);
        using var store = ExampleStore.Open(output);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        new StoreSummary(store, output).Facts().Add("time", $"{Figures.Seconds(time)} s").WriteTo(_session);
        return ExitCode.Done;
    }
}
