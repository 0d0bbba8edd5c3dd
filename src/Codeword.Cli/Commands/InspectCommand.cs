using System.CommandLine;
using Codeword.Data;
using Codeword.Retrieval;
using Codeword.Storage;

namespace Codeword.Cli.Commands;

/// <summary><c>inspect</c>: what the file of a model, of an index or of an example store holds.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _file = Flags.File("file", "the file of a model, of an index or of an example store");
    private readonly Option<bool> _json = Flags.Json();

    public InspectCommand(Session session)
        : base("inspect", "Show what a model is made of: options, codebook, decoder, bytes, validation, checksums; or an index: codes, labels, bytes, model, how it is searched; "
            + "or an example store: rows, labels, features, how text became them")
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
        else if (ExampleStore.IsStore(path))
        {
            using var store = ExampleStore.Open(path);
            var summary = new StoreSummary(store, path);
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
