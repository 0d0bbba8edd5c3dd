using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;
using Codeword.Cli.Commands;

namespace Codeword.Cli;

/// <summary>The whole command line: what was typed becomes a command, a command becomes an exit code.</summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Session, Command> Create)[] Commands =
    [
        ("train", session => new TrainCommand(session)),
        ("test", session => new TestCommand(session)),
        ("report", session => new ReportCommand(session)),
        ("predict", session => new PredictCommand(session)),
        ("encode", session => new EncodeCommand(session)),
        ("index", session => new IndexCommand(session)),
        ("search", session => new SearchCommand(session)),
        ("codes", session => new CodesCommand(session)),
        ("novelty", session => new NoveltyCommand(session)),
        ("inspect", session => new InspectCommand(session)),
        ("plan", session => new PlanCommand(session)),
        ("data", session => new DataCommand(session)),
        ("dataset", session => new DatasetCommand(session)),
    ];

    /// <summary>All commands; or, when <paramref name="first"/> is the name of one, that alone: describing every option of the others takes longer than a prediction.</summary>
    public static Command Create(Session session, string? first = null)
    {
        var root = new Command("codeword", "Classification with thousands to millions of classes in logarithmic memory.");
        bool isNamed = Commands.Any(command => command.Name == first);
        foreach ((string name, Func<Session, Command> create) in Commands)
        {
            if (!isNamed || name == first)
            {
                root.Add(create(session));
            }
        }

        root.Add(new HelpOption { Description = "show this help", Recursive = true, Action = new HelpAction { MaxWidth = session.Width } });
        root.Add(new Option<bool>("--version") { Description = "show the version", Action = new VersionAction(session) });
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Session session)
    {
        var faults = new Faults(session);
        try
        {
            // A label or a file may begin with @; the parser would read arguments from a file of that name.
            ParseResult parsed = Create(session, args.Count > 0 ? args[0] : null).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            int code = parsed.Errors is [ParseError error, ..]
                ? faults.Report(new UsageException($"{error.Message} See {NameOf(parsed)} --help."))
                : parsed.Invoke(new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = session.Output,
                    Error = session.Error,
                });
            session.Output.Flush();
            return code;
        }
        catch (Exception fault)
        {
            return faults.Report(fault);
        }
    }

    /// <summary>The program's version.</summary>
    public static string Version => typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    private static string NameOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
