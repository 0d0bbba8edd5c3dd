using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>inspect</c>: what a model's file holds.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Option<bool> _json = Flags.Json();

    public InspectCommand(Session session)
        : base("inspect", "Show what a model is made of: options, codebook, decoder, bytes, validation, checksums")
    {
        _session = session;
        Add(_model);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        var summary = new ModelSummary(Classifier.Load(path), path);
        if (parsed.GetValue(_json))
        {
            summary.WriteJson(_session.Output);
        }
        else
        {
            summary.WriteTables(_session);
        }

        return ExitCode.Done;
    }
}
