using System.CommandLine;
using Codeword.Cli.Datasets;

namespace Codeword.Cli.Commands;

/// <summary><c>dataset glyphs</c>: drawn characters as a classification task of dense features.</summary>
internal sealed class GlyphsCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _pack = Flags.File(
        "pack", $"a folder with {GlyphPack.ImagesFile}, {GlyphPack.ClassesFile}, {GlyphPack.FontsFile}, classes.txt and fonts.txt, or its .tar.xz");

    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder to write the set to, made when absent", HelpName = "folder", Required = true };

    private readonly Option<GlyphFeatures> _features = new("--features")
    {
        Description = "pixels: 32 x 32 bytes; gradients: 8 x 8 places of 8 directions of the strokes' edges, after centring and scaling, 512 bytes",
        HelpName = "pixels|gradients",
        DefaultValueFactory = _ => GlyphFeatures.Pixels,
        CustomParser = result => result.Tokens[0].Value.ToLowerInvariant() switch
        {
            "pixels" => GlyphFeatures.Pixels,
            "gradients" => GlyphFeatures.Gradients,
            _ => throw new UsageException($"--features cannot be \"{result.Tokens[0].Value}\": expected pixels or gradients."),
        },
    };

    private readonly Option<int> _distorted = Flags.Whole(
        "--distorted", "distorted images to add for each one of training, 0 to 100, shuffled among them: turned, slanted, bent, with thinner or thicker strokes", 0, 100, 0);

    public GlyphsCommand(Session session)
        : base("glyphs", "Build a task of drawn characters, as .npy: name the character, whatever the font")
    {
        _session = session;
        Add(_pack);
        Add(_output);
        Add(_features);
        Add(_distorted);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using GlyphPack pack = new GlyphSource().Open(parsed.GetRequiredValue(_pack), _session.Cancellation);
        GlyphDataset.Build(pack, parsed.GetValue(_features), parsed.GetValue(_distorted), parsed.GetRequiredValue(_output), new TextLines(_session.Output), _session.Cancellation);
        return ExitCode.Done;
    }
}
