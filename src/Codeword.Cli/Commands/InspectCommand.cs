using System.CommandLine;
using Codeword.Retrieval;
using Codeword.Storage;

namespace Codeword.Cli.Commands;

/// <summary><c>inspect</c>: what the file of a model or of an index holds.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _file = Flags.File("file", "the file of a model or of an index");
    private readonly Option<bool> _json = Flags.Json();

    public InspectCommand(Session session)
        : base("inspect", "Show what a model is made of: options, codebook, decoder, bytes, validation, checksums; or an index: codes, labels, bytes, model, how it is searched")
    {
        _session = session;
        Add(_file);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_file);
        if (SectionFile.ReadKind(path) == LabeledIndex.Kind)
        {
            using var index = LabeledIndex.Load(path);
            var summary = new IndexSummary(index, path);
            Write(parsed, summary.WriteTables, summary.WriteJson);
        }
        else
        {
            var summary = new ModelSummary(Classifier.Load(path), path);
            Write(parsed, summary.WriteTables, summary.WriteJson);
        }

        return ExitCode.Done;
    }

    private void Write(ParseResult parsed, Action<Session> tables, Action<TextWriter> json)
    {
        if (parsed.GetValue(_json))
        {
            json(_session.Output);
        }
        else
        {
            tables(_session);
        }
    }
}
