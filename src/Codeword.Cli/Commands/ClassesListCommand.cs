using System.CommandLine;
using System.Globalization;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>classes list</c>: the classes of a model.</summary>
internal sealed class ClassesListCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Option<bool> _json = Flags.Json();

    public ClassesListCommand(Session session)
        : base("list", "List a model's classes, a line each: id, label, training rows, live or retired, and codeword, with tabs between them")
    {
        _session = session;
        Add(_model);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var model = Classifier.Load(parsed.GetRequiredValue(_model));
        bool json = parsed.GetValue(_json);
        byte[] code = new byte[model.Codebook.Bits?.BytesPerCode ?? 0];
        for (int i = 0; i < model.Labels.Count; i++)
        {
            _session.Cancellation.ThrowIfCancellationRequested();
            var id = new LabelId(i);
            string codeword = model.Codebook.Bits is { } codes ? BitsOf(codes, i, code)
                : string.Join(' ', model.Codebook.Columns.Select(column => column.DigitOf(id).ToString(CultureInfo.InvariantCulture)));
            Write(model, id, codeword, json);
        }

        return ExitCode.Done;
    }

    private static string BitsOf(BinaryCodes codes, int index, byte[] code)
    {
        codes.CopyTo(index, code);
        return CodeText.Binary(code, codes.Bits);
    }

    private void Write(Classifier model, LabelId id, string codeword, bool json)
    {
        (string label, long rows, bool isRetired) = (model.Labels[id], model.Model.LabelRows[id.Value], model.Labels.IsRetired(id));
        if (!json)
        {
            _session.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{id.Value}\t{EscapedText.Of(label)}\t{rows}\t{(isRetired ? "retired" : "live")}\t{codeword}"));
            return;
        }

        JsonLine.Write(_session.Output, line =>
        {
            line.WriteNumber("id", id.Value);
            line.WriteString("label", label);
            line.WriteNumber("rows", rows);
            line.WriteBoolean("isRetired", isRetired);
            line.WriteString("codeword", codeword);
        });
    }
}
