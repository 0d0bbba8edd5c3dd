using System.CommandLine;
using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Taxonomy;

namespace Codeword.Cli.Commands;

/// <summary><c>codes tree</c>: classes joined to a tree by their codes, cut into groups, compared with a known tree.</summary>
internal sealed class CodesTreeCommand : Command
{
    private const ulong Seed = 1;
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly TreeFlags _tree;
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "the file to write the tree to, in the format that its ending names: .nwk (Newick), .dot (Graphviz) or .json",
        HelpName = "file",
    };

    private readonly Option<int?> _groups = Flags.Whole("--groups", "cut the tree into so many groups and print them: a line of label, tab, group a class", 1, int.MaxValue);
    private readonly Option<double?> _height = new("--height")
    {
        Description = "cut the tree into the groups that are joined up to this height, in bits, and print them",
        HelpName = "bits",
        CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double bits) && bits >= 0
            ? bits
            : throw new UsageException($"--height cannot be \"{result.Tokens[0].Value}\": expected a number of bits, 0 or more."),
    };

    private readonly Option<string?> _truth = new("--truth")
    {
        Description = "a known tree to compare with, beside random codes: Newick where the name ends in .nwk, else lines of child, tab, parent; classes go by their labels",
        HelpName = "file",
    };

    private readonly Option<string?> _against = new("--against")
    {
        Description = "a model of the method softmax whose real-valued classes' distances the codes' are compared with, beside random codes, by Mantel's test; classes go by "
            + "their labels",
        HelpName = "model",
    };

    private readonly Option<bool> _json = Flags.Json();

    public CodesTreeCommand(Session session)
        : base("tree", "Join the classes to a tree, those of the nearest codes first; it is printed in Newick unless it is written, cut or compared")
    {
        _session = session;
        Add(_model);
        _tree = new TreeFlags(this);
        Add(_output);
        Add(_groups);
        Add(_height);
        Add(_truth);
        Add(_against);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        Require(parsed);
        (_, LabelSet labels, BinaryCodes codes) = BitModel.Load(parsed.GetRequiredValue(_model));
        if (parsed.GetValue(_groups) > codes.Count)
        {
            throw new UsageException($"--groups cannot be {parsed.GetValue(_groups)}: the model has {codes.Count} classes.");
        }

        TreeOptions options = _tree.Read(parsed, _session, codes.Bits);
        if (options.Linkage == Linkage.Complete && codes.Count > Agglomeration.MostInTable)
        {
            _session.Say($"complete linkage of more than {Agglomeration.MostInTable} classes has no table of distances and takes much longer than average and ward");
        }

        if (parsed.GetValue(_against) is { } real)
        {
            Compare(parsed, RealClasses.Load(real, labels), codes, options);
            if (parsed.GetValue(_output) is null)
            {
                return ExitCode.Done;
            }
        }

        KnownTree? known = parsed.GetValue(_truth) is { } truth ? ReadTree(truth) : null;
        ClassTree tree = Agglomeration.Of(labels, codes, options, _session.Cancellation);
        if (known is not null)
        {
            BinaryCodes random = Random(codes);
            ClassTree control = Agglomeration.Of(labels, random, options, _session.Cancellation);
            var summary = new TreeSummary(Agreement(tree, codes), Agreement(control, random));
            summary.Write(_session, parsed.GetValue(_json));
        }

        Write(parsed, tree);
        return ExitCode.Done;

        TreeAgreement Agreement(ClassTree own, BinaryCodes ownCodes) =>
            TreeAgreement.Of(own, WeightsOf(options, codes).DistancesOf(ownCodes), known!, Seed, _session.Cancellation);
    }

    private void Compare(ParseResult parsed, RealClasses real, BinaryCodes codes, TreeOptions options)
    {
        BitWeights weights = WeightsOf(options, codes);
        var summary = new MantelSummary(Test(codes), Test(Random(codes)));
        summary.Write(_session, parsed.GetValue(_json));

        MantelTest Test(BinaryCodes own) => real.Test(weights.DistancesOf(own), Seed, options.Threads, _session.Cancellation);
    }

    private static BitWeights WeightsOf(TreeOptions options, BinaryCodes codes) => options.Weights ?? BitWeights.Equal(codes.Bits);

    private static BinaryCodes Random(BinaryCodes codes) => BinaryCodes.Random(codes.Count, codes.Bits, Seed);

    private void Require(ParseResult parsed)
    {
        (string Name, bool IsGiven)[] prints =
        [
            (_groups.Name, parsed.GetValue(_groups) is not null), (_height.Name, parsed.GetValue(_height) is not null), (_truth.Name, parsed.GetValue(_truth) is not null),
            (_against.Name, parsed.GetValue(_against) is not null),
        ];
        string[] printed = [.. prints.Where(option => option.IsGiven).Select(option => option.Name)];
        if (printed.Length > 1)
        {
            throw new UsageException($"{printed[0]} and {printed[1]} print something each; give one of them at a time.");
        }

        if (parsed.GetValue(_output) is { } output)
        {
            WriterOf(output);
            OutputPath.RequireOther("--output", output, parsed.GetRequiredValue(_model), parsed.GetValue(_truth), parsed.GetValue(_against), _tree.ErrorFile(parsed));
            OutputPath.RequireFolder("tree", output);
        }
    }

    private void Write(ParseResult parsed, ClassTree tree)
    {
        int[]? groups = parsed.GetValue(_groups) is { } count ? tree.Cut(count) : parsed.GetValue(_height) is { } height ? tree.CutAt(height) : null;
        foreach ((int i, int group) in (groups ?? []).Index())
        {
            WriteGroup(tree.Labels.Names[i], group, parsed.GetValue(_json));
        }

        if (parsed.GetValue(_output) is { } output)
        {
            using var file = new OutputFile(output);
            WriterOf(output)(tree, file.Writer);
            file.Commit();
            _session.Say($"{output}: a tree of {Figures.Count(tree.Labels.Count)} classes");
        }
        else if (groups is null && parsed.GetValue(_truth) is null && parsed.GetValue(_against) is null)
        {
            (parsed.GetValue(_json) ? TreeText.WriteJson : (Action<ClassTree, TextWriter>)TreeText.WriteNewick)(tree, _session.Output);
        }
    }

    private void WriteGroup(string name, int group, bool json)
    {
        if (!json)
        {
            _session.Output.WriteLine($"{EscapedText.Of(name)}\t{group}");
            return;
        }

        JsonLine.Write(_session.Output, line =>
        {
            line.WriteString("label", name);
            line.WriteNumber("group", group);
        });
    }

    private KnownTree ReadTree(string path)
    {
        using Stream file = _session.Open(path);
        return path.EndsWith(".nwk", StringComparison.OrdinalIgnoreCase) ? KnownTree.ReadNewick(file, path) : KnownTree.ReadEdges(file, path);
    }

    private static Action<ClassTree, TextWriter> WriterOf(string output) => Path.GetExtension(output).ToUpperInvariant() switch
    {
        ".NWK" => TreeText.WriteNewick,
        ".DOT" => TreeText.WriteDot,
        ".JSON" => TreeText.WriteJson,
        _ => throw new UsageException($"--output is {output}, whose ending names no format of trees; expected .nwk, .dot or .json."),
    };
}
