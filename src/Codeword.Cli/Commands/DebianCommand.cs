using System.CommandLine;
using Codeword.Cli.Datasets;

namespace Codeword.Cli.Commands;

/// <summary><c>dataset debian-depends</c> and <c>dataset debian-tags</c>: packages' descriptions as multi-label tasks.</summary>
internal sealed class DebianCommand : Command
{
    private readonly Session _session;
    private readonly Func<DebianPackage, IReadOnlyList<string>> _labelsOf;
    private readonly int _fewest;
    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder to write the set to, made when absent", HelpName = "folder", Required = true };
    private readonly Option<string?> _packages = new("--packages") { Description = "a Packages file, plain or gzipped; fetched by apt-get when not given", HelpName = "file" };
    private readonly Option<string?> _translation = new("--translation") { Description = "the Translation-en file that goes with it", HelpName = "file" };

    public DebianCommand(Session session, string name, string description, Func<DebianPackage, IReadOnlyList<string>> labelsOf, int fewest)
        : base(name, description)
    {
        (_session, _labelsOf, _fewest) = (session, labelsOf, fewest);
        Add(_output);
        Add(_packages);
        Add(_translation);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string? packages = parsed.GetValue(_packages), translation = parsed.GetValue(_translation);
        if (packages is null != translation is null)
        {
            throw new UsageException("--packages and --translation go together; give both, or none to have them fetched.");
        }

        if (packages is not null && translation is not null)
        {
            Build(parsed, packages, translation);
            return ExitCode.Done;
        }

        using var index = new AptIndex();
        _session.Say("apt-get update, into a folder of its own");
        index.Fetch(hasContents: false, _session.Cancellation);
        Build(parsed, index.Find("_Packages")[0], index.Find("_Translation-en")[0]);
        return ExitCode.Done;
    }

    private void Build(ParseResult parsed, string packages, string translation) =>
        DebianTextDataset.Build(packages, translation, _labelsOf, _fewest, parsed.GetRequiredValue(_output), new TextLines(_session.Output), _session.Cancellation);
}
