using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>classes retire</c>: a model that predicts some of its classes no more.</summary>
internal sealed class ClassesRetireCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string[]> _labels = new("labels") { Description = "the classes' labels", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _output = ClassChange.Output();
    private readonly Option<bool> _json = Flags.Json();

    public ClassesRetireCommand(Session session)
        : base("retire", "Retire classes: they are never predicted again, and every other class keeps its id, codeword and score")
    {
        _session = session;
        Add(_model);
        Add(_labels);
        Add(_output);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        string output = parsed.GetRequiredValue(_output);
        OutputPath.RequireFolder("model", output);
        string[] names = parsed.GetRequiredValue(_labels);
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"\"{twice.Key}\" is named twice; a class is retired once.");
        }

        var model = Classifier.Load(path);
        LabelId[] labels = [.. names.Select(name => model.Labels.TryGet(name, out LabelId id)
            ? id
            : throw new UsageException($"{path} has no class \"{name}\", or it is retired already; codeword classes list {path} names all."))];
        Classifier changed = model.Retire(labels);
        changed.Save(output);
        ClassChange.Tell(_session, parsed.GetValue(_json), output, changed, added: 0, retired: labels.Length, []);
        return ExitCode.Done;
    }
}
