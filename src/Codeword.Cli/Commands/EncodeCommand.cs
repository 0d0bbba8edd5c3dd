using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>encode</c>: a model of bits and rows to codes, or the codes of its classes.</summary>
internal sealed class EncodeCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file =
        Flags.File("file", "the rows, with or without labels, plain or gzipped; standard input when it is - or not given");

    private readonly Option<bool> _classes = new("--classes") { Description = "write the codes of the model's classes instead: label, tab, code" };
    private readonly Option<bool> _packed = new("--packed") { Description = "write bytes, code after code: bit j in byte j/8 at place j%8, the lowest 0" };
    private readonly Option<bool> _binary = new("--binary") { Description = "write digits 0 and 1 in place of hexadecimal ones, bit 0 first" };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "the file to write to, whole or not at all; standard output when not given",
        HelpName = "file",
    };

    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public EncodeCommand(Session session)
        : base("encode", "Write the code of bits that a model of llc, ecoc or hash gives each row: a line of hexadecimal digits, byte 0 first")
    {
        _session = session;
        Add(_model);
        Add(_file);
        _file.Arity = ArgumentArity.ZeroOrOne;
        Add(_output);
        Add(_binary);
        Add(_packed);
        Add(_classes);
        _format = new FormatFlags(this, "as the model's training data was", hasLabels: false);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        RequireSense(parsed);
        var model = BitModel.Load(parsed.GetRequiredValue(_model));
        if (parsed.GetValue(_output) is not { } path)
        {
            Write(parsed, model, _session.OutputBytes);
            return ExitCode.Done;
        }

        OutputPath.RequireOther("--output", path, parsed.GetRequiredValue(_model), parsed.GetValue(_file));
        using var file = new OutputFile(path);
        Write(parsed, model, file.Stream);
        file.Commit();
        return ExitCode.Done;
    }

    private void RequireSense(ParseResult parsed)
    {
        if (((Option<bool>[])[_binary, _packed, _json]).Count(parsed.GetValue) > 1)
        {
            throw new UsageException("--binary, --packed and --json are three ways to write codes; give at most one.");
        }

        if (parsed.GetValue(_classes) && parsed.GetValue(_file) is { } file)
        {
            throw new UsageException($"--classes writes the codes of the model's classes and reads no rows; leave out {file}.");
        }
    }

    private void Write(ParseResult parsed, BitModel model, Stream output)
    {
        if (parsed.GetValue(_classes))
        {
            WriteClasses(parsed, model, output);
            output.Flush();
            return;
        }

        DataFormat format = _format.ReadInput(parsed, model.Classifier);
        string path = parsed.GetValue(_file) ?? "-";
        using Stream file = _session.Open(path);
        new EncodingStream(model.Classifier, parsed.GetValue(_threads), Writer(parsed))
            .Run(ExampleSource.FromStream(file, path, format), output, _session.Cancellation);
    }

    private CodeWriter Writer(ParseResult parsed) => parsed.GetValue(_packed) ? CodeText.WritePacked
        : parsed.GetValue(_json) ? CodeText.WriteJson
        : parsed.GetValue(_binary) ? CodeText.WriteBinary
        : CodeText.WriteHex;

    private void WriteClasses(ParseResult parsed, BitModel model, Stream output)
    {
        if (parsed.GetValue(_packed))
        {
            CodeText.WriteClassesPacked(output, model.Codes);
        }
        else if (parsed.GetValue(_json))
        {
            CodeText.WriteClassesJson(output, model.Labels, model.Codes);
        }
        else
        {
            CodeText.WriteClasses(output, model.Labels, model.Codes, parsed.GetValue(_binary));
        }
    }
}
