using System.CommandLine;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>codes nearest</c>: the classes whose codes differ least from one's.</summary>
internal sealed class CodesNearestCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _label = new("label") { Description = "the class's label" };
    private readonly Option<int> _count = Flags.Whole("-k", "how many classes to name", 1, 1_000_000, 5);
    private readonly Option<bool> _json = Flags.Json();

    public CodesNearestCommand(Session session)
        : base("nearest", "Name the classes whose codes differ from a class's code in the fewest bits: a line of label, tab, bits, nearest first")
    {
        _session = session;
        Add(_model);
        Add(_label);
        Add(_count);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        (_, LabelSet labels, BinaryCodes codes) = BitModel.Load(path);
        string name = parsed.GetRequiredValue(_label);
        if (!labels.TryGet(name, out LabelId own))
        {
            throw new UsageException($"{path} has no class \"{name}\"; codeword encode {path} --classes names all.");
        }

        // Sorting is stable: of equal distances the smaller index comes first.
        foreach (int other in Enumerable.Range(0, codes.Count).Where(i => i != own.Value).OrderBy(i => codes.Distance(own.Value, i)).Take(parsed.GetValue(_count)))
        {
            Write(labels.Names[other], codes.Distance(own.Value, other), parsed.GetValue(_json));
        }

        return ExitCode.Done;
    }

    private void Write(string name, int distance, bool json)
    {
        if (!json)
        {
            _session.Output.WriteLine($"{EscapedText.Of(name)}\t{distance}");
            return;
        }

        JsonLine.Write(_session.Output, line =>
        {
            line.WriteString("label", name);
            line.WriteNumber("distance", distance);
        });
    }
}
