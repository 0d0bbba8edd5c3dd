using System.CommandLine;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>plan</c>: the number of classes to a size for MACH, with what it takes and promises.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Session _session;
    private readonly Option<int?> _classes = Flags.Whole("--classes", "K, how many classes there are", 2, int.MaxValue);
    private readonly Option<int?> _features = Flags.Whole("--features", "d, how many features the input has", 1, int.MaxValue - 1);
    private readonly Option<int?> _examples = Flags.Whole("--examples", "how many examples there are to train on, for the cost of training", 1, int.MaxValue);
    private readonly Option<int> _nonZeros = Flags.Whole("--non-zeros", "features of an example that are not 0, for the cost of training and prediction", 1, int.MaxValue, 50);
    private readonly Option<long?> _memory = new("--memory")
    {
        Description = "bytes that the weights may take, such as 100MB; as many as the rule asks for when not given",
        HelpName = "size",
        CustomParser = result => ByteSize.Parse(result.Tokens[0].Value),
    };

    private readonly Option<bool> _json = Flags.Json();

    public PlanCommand(Session session)
        : base("plan", "Propose repetitions and buckets for a number of classes, with bytes, bounds and cost, beside one-vs-all")
    {
        _session = session;
        _classes.Required = true;
        Add(_classes);
        Add(_features);
        Add(_memory);
        Add(_examples);
        Add(_nonZeros);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var summary = new PlanSummary(Propose(parsed), parsed.GetValue(_nonZeros), parsed.GetValue(_examples));
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

    private MachPlan Propose(ParseResult parsed)
    {
        int? features = parsed.GetValue(_features);
        long? memory = parsed.GetValue(_memory);
        return memory is not null && features is null
            ? throw new UsageException("What fits into --memory depends on the number of features; give --features too.")
            : MachPlan.Propose(parsed.GetValue(_classes)!.Value, features, memory);
    }
}
