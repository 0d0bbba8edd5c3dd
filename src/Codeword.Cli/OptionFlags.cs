using System.CommandLine;
using System.Text.Json;
using Codeword.Training;

namespace Codeword.Cli;

/// <summary>
/// The flags of a method, made of its options: a property added to an options record is a flag here, with its default and its help.
/// </summary>
internal sealed class OptionFlags
{
    private readonly TrainingMethod _method;
    private readonly List<(string Name, Option<string> Flag)> _flags;
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "set an option by the name it has in model files, as in --set text.wordNGrams=3; may be given several times",
        HelpName = "name=value",
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public OptionFlags(Command command, TrainingMethod method)
        : this(command, method, method.Options) => command.Add(_set);

    private OptionFlags(Command command, TrainingMethod method, IEnumerable<OptionInfo> options)
    {
        _method = method;
        _flags = [.. options.Select(option => (option.Name, Create(option)))];
        foreach ((_, Option<string> flag) in _flags)
        {
            command.Add(flag);
        }
    }

    /// <summary>The flags that say how text becomes features, which all methods have.</summary>
    public static OptionFlags OfText(Command command)
    {
        TrainingMethod method = TrainingMethod.All[0];
        return new OptionFlags(command, method, method.Options.Where(option => IsText(option.Name)));
    }

    /// <summary>The flag of an option: <c>--word-n-grams</c> for <c>text.wordNGrams</c>.</summary>
    public static string NameOf(string option) => "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(option[(option.LastIndexOf('.') + 1)..]);

    /// <summary>The options of a command line; a flag counts before <c>--set</c>, and either before what something else implies.</summary>
    /// <exception cref="UsageException">A name or a value is wrong.</exception>
    public TrainingOptions Read(ParseResult parsed, IEnumerable<KeyValuePair<string, string>>? implied = null)
    {
        IEnumerable<KeyValuePair<string, string>> given = (implied ?? []).Concat((parsed.GetValue(_set) ?? []).Select(Split)).Concat(
            from flag in _flags
            where parsed.GetResult(flag.Flag) is { Implicit: false }
            select KeyValuePair.Create(flag.Name, parsed.GetValue(flag.Flag)!));
        try
        {
            return _method.CreateOptions(given);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Named(e.Message));
        }
    }

    // The library calls an option by the name it has in model files; here it is a flag.
    private string Named(string message) =>
        _flags.Select(flag => flag.Name).FirstOrDefault(name => message.StartsWith($"The option {name} ", StringComparison.Ordinal)) is { } option
            ? NameOf(option) + message["The option ".Length..][option.Length..]
            : message;

    /// <summary>The first flag given that says how text becomes features; null without one.</summary>
    public string? FirstText(ParseResult parsed) =>
        _flags.Where(flag => IsText(flag.Name) && parsed.GetResult(flag.Flag) is { Implicit: false }).Select(flag => flag.Flag.Name)
            .Concat((parsed.GetValue(_set) ?? []).Where(IsText).Select(pair => $"--set {pair}")).FirstOrDefault();

    private static bool IsText(string name) => name.StartsWith("text.", StringComparison.Ordinal);

    private static Option<string> Create(OptionInfo option)
    {
        var flag = new Option<string>(NameOf(option.Name))
        {
            Description = option.Description,
            HelpName = option.Type.IsEnum ? string.Join('|', option.Choices) : option.Type == typeof(bool) ? "true|false" : "number",
        };
        if (option.Default is { } standard)
        {
            flag.DefaultValueFactory = _ => standard;
        }

        return flag;
    }

    private static KeyValuePair<string, string> Split(string pair) => pair.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? KeyValuePair.Create(name, value)
        : throw new UsageException($"Found --set \"{pair}\"; expected --set name=value.");
}
