using System.CommandLine;
using System.Diagnostics;
using Codeword.Retrieval;

namespace Codeword.Cli.Commands;

/// <summary><c>index add</c>: an index and rows or codes to an index of both.</summary>
internal sealed class IndexAddCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _index = Flags.File("index", "the index's file, which is replaced as a whole or stays as it was");
    private readonly Argument<string> _file = Flags.File("file", "the rows or codes, plain or gzipped; standard input when it is - or not given");
    private readonly Option<string?> _output = IndexChange.Output();
    private readonly Option<int> _threads = Flags.Threads();
    private readonly CodeInput _input;

    public IndexAddCommand(Session session)
        : base("add", "Add rows or codes to an index; they get the next ids")
    {
        _session = session;
        Add(_index);
        Add(_file);
        _file.Arity = ArgumentArity.ZeroOrOne;
        Add(_output);
        _input = new CodeInput(this, hasLabels: true);
        Add(_threads);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string indexPath = parsed.GetRequiredValue(_index);
        string path = parsed.GetValue(_file) ?? "-";
        string output = parsed.GetValue(_output) ?? indexPath;
        OutputPath.RequireOther("--output", output, path, _input.ModelPath(parsed), _input.LabelsPath(parsed));
        OutputPath.RequireFolder("index", output);
        using var only = IndexLock.Take(_session, output);
        (LabeledIndexBuilder builder, BitModel? model) = Load(parsed, indexPath);
        long start = Stopwatch.GetTimestamp();
        IndexChange.Add(_session, parsed, _input, path, model, builder, parsed.GetValue(_threads));
        IndexChange.Save(_session, builder, output, Stopwatch.GetElapsedTime(start));
        return ExitCode.Done;
    }

    private (LabeledIndexBuilder Builder, BitModel? Model) Load(ParseResult parsed, string path)
    {
        using var index = LabeledIndex.Load(path);
        BitModel? model = _input.LoadModel(parsed, path, index);
        return (index.ToBuilder(), model);
    }
}
