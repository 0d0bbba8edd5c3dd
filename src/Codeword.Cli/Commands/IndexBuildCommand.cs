using System.CommandLine;
using System.Diagnostics;
using Codeword.Retrieval;

namespace Codeword.Cli.Commands;

/// <summary><c>index build</c>: rows or codes to an index.</summary>
internal sealed class IndexBuildCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _file = Flags.File("file", "the rows or codes, plain or gzipped; standard input when it is - or not given");
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write the index to", HelpName = "file", Required = true };
    private readonly Option<int?> _bits = Flags.Whole("--bits", "how many bits a code has, where the file holds codes", 1, HammingIndex.MostBits);
    private readonly Option<int> _threads = Flags.Threads();
    private readonly CodeInput _input;

    public IndexBuildCommand(Session session)
        : base("build", "Make an index of rows that a model encodes, or of codes; ids are 0, 1, 2 and so on")
    {
        _session = session;
        Add(_file);
        _file.Arity = ArgumentArity.ZeroOrOne;
        Add(_output);
        _input = new CodeInput(this, hasLabels: true);
        Add(_bits);
        Add(_threads);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_file) ?? "-";
        string output = parsed.GetRequiredValue(_output);
        OutputPath.RequireOther("--output", output, path, _input.ModelPath(parsed), _input.LabelsPath(parsed));
        OutputPath.RequireFolder("index", output);
        BitModel? model = _input.LoadModel(parsed);
        LabeledIndexBuilder builder = Start(model, parsed.GetValue(_bits));
        long start = Stopwatch.GetTimestamp();
        IndexChange.Add(_session, parsed, _input, path, model, builder, parsed.GetValue(_threads));
        IndexChange.Save(_session, builder, output, Stopwatch.GetElapsedTime(start));
        return ExitCode.Done;
    }

    private static LabeledIndexBuilder Start(BitModel? model, int? bits) => (model, bits) switch
    {
        (null, null) => throw new UsageException("Without --model the file holds codes: say with --bits how many bits they have."),
        (null, _) => new LabeledIndexBuilder(bits.Value),
        (_, null) => model.Classifier.CreateIndexBuilder(),
        _ => throw new UsageException("--bits is about codes, but with --model the file holds rows; leave one of them out."),
    };
}
