using System.CommandLine;
using Codeword.Codes;

namespace Codeword.Cli.Commands;

/// <summary><c>codes export</c>: class codes to a .npy file, which <c>train --codebook</c> reads.</summary>
internal sealed class CodesExportCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the .npy file to write the codes to", HelpName = "file", Required = true };
    private readonly Option<string?> _labels = new("--labels") { Description = "the file to write the labels to, one a line, in the order of the rows", HelpName = "file" };

    public CodesExportCommand(Session session)
        : base("export", "Write the class codes as a NumPy array of bytes 0 and 1: a row a class that is not retired, a column a bit, in the order of the labels")
    {
        _session = session;
        Add(_model);
        Add(_output);
        Add(_labels);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var model = BitModel.Load(parsed.GetRequiredValue(_model));
        string path = parsed.GetRequiredValue(_output);
        OutputPath.RequireOther("--output", path, parsed.GetRequiredValue(_model), parsed.GetValue(_labels));
        if (parsed.GetValue(_labels) is { } list)
        {
            OutputPath.RequireOther("--labels", list, parsed.GetRequiredValue(_model));
        }

        using var codes = new OutputFile(path);
        NpyCodes.Write(codes.Stream, model.Codes);
        if (parsed.GetValue(_labels) is { } names)
        {
            using var labels = new OutputFile(names);
            WriteNames(model.Labels.Names, labels.Writer);
            labels.Commit();
        }

        codes.Commit();
        _session.Say($"{path}: {Figures.Count(model.Codes.Count, "code")} of {Figures.Count(model.Codes.Bits, "bit")}");
        return ExitCode.Done;
    }

    // As they are, for NumPy's users: what cannot stand on a line is refused rather than spelled in a way of our own.
    private static void WriteNames(IReadOnlyList<string> names, TextWriter output)
    {
        foreach (string name in names)
        {
            output.WriteLine(name.AsSpan().ContainsAny('\n', '\r')
                ? throw new InvalidDataException($"The label \"{EscapedText.Of(name)}\" has a line break in it, but a file of labels has one a line; leave out --labels.")
                : name);
        }
    }
}
