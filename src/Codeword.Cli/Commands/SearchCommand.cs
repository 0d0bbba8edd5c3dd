using System.CommandLine;
using Codeword.Retrieval;

namespace Codeword.Cli.Commands;

/// <summary><c>search</c>: an index and rows or codes to their nearest codes, one line for each.</summary>
internal sealed class SearchCommand : Command
{
    private const int UsualCount = 10;
    private readonly Session _session;
    private readonly Argument<string> _index = Flags.File("index", "the index's file");
    private readonly Argument<string> _file = Flags.File("file", "the rows or codes to search for, plain or gzipped; standard input when it is - or not given");
    private readonly Option<int?> _count = Flags.Whole(
        "-k", $"how many neighbours to name a row; {UsualCount}, or with --radius all there are, when not given", 1, 1_000_000);

    private readonly Option<int?> _radius = Flags.Whole("--radius", "name only neighbours that differ from the row's code in so many bits at most", 0, HammingIndex.MostBits);
    private readonly Option<bool> _vote = new("--vote") { Description = "name the labels of the neighbours instead, each with the share of the neighbours that have it" };
    private readonly Option<HammingMethod> _method = new("--method")
    {
        Description = "Scan compares each row with every code; Tables looks nearly equal codes up in tables, which are made first; Auto makes them and tries. "
            + "What is found is the same",
        HelpName = string.Join('|', Enum.GetNames<HammingMethod>()),
        DefaultValueFactory = _ => HammingMethod.Scan,
        CustomParser = result => ParseMethod(result.Tokens[0].Value),
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly CodeInput _input;

    public SearchCommand(Session session)
        : base(
            "search",
            "Name the codes of an index nearest to each row's: a line of ids, bits that differ, and labels if there are any, nearest first "
            + "and lower ids first among equally near ones, between tabs")
    {
        _session = session;
        Add(_index);
        Add(_file);
        _file.Arity = ArgumentArity.ZeroOrOne;
        Add(_count);
        Add(_radius);
        Add(_vote);
        _input = new CodeInput(this, hasLabels: false);
        Add(_method);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string indexPath = parsed.GetRequiredValue(_index);
        using LabeledIndex index = LabeledIndex.Load(indexPath).With(parsed.GetValue(_method));
        if (parsed.GetValue(_vote) && index.Labels.Count == 0)
        {
            throw new UsageException($"--vote counts labels, but {indexPath} has none.");
        }

        BitModel? model = _input.LoadModel(parsed, indexPath, index);
        string path = parsed.GetValue(_file) ?? "-";
        using Stream file = _session.Open(path);
        int? radius = parsed.GetValue(_radius);
        int? count = parsed.GetValue(_count) ?? (radius is null ? UsualCount : null);
        new SearchStream(index, model?.Classifier, count, radius, parsed.GetValue(_threads), Writer(parsed))
            .Run(_input.Open(parsed, file, path, model, index.Codes.Bits), _session.Output, _session.Cancellation);
        return ExitCode.Done;
    }

    private static HammingMethod ParseMethod(string text) =>
        Enum.TryParse(text, ignoreCase: true, out HammingMethod method) && !char.IsDigit(text[0]) && Enum.IsDefined(method) ? method
            : throw new UsageException($"--method cannot be \"{text}\": expected {string.Join(", ", Enum.GetNames<HammingMethod>())}.");

    private NeighborWriter Writer(ParseResult parsed) => (parsed.GetValue(_vote), parsed.GetValue(_json)) switch
    {
        (true, true) => NeighborText.WriteJsonVotes,
        (true, false) => NeighborText.WriteVotes,
        (false, true) => NeighborText.WriteJson,
        _ => NeighborText.WriteFields,
    };
}
