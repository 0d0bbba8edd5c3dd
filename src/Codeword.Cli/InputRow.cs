using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>One row to work off, kept beyond its reader's next step: a text, features, or a code that is there already.</summary>
/// <param name="Line">1-based line of the file it begins in.</param>
/// <param name="BlankLinesBefore">Lines before it, after the row before, that hold no row.</param>
/// <param name="Text">The text; null when the row holds features or a code.</param>
/// <param name="Indices">Positions of the features; null when the row is dense.</param>
/// <param name="Values">Their values.</param>
internal sealed record InputRow(long Line, int BlankLinesBefore, string? Text, int[]? Indices, float[] Values)
{
    /// <summary>The names of its labels.</summary>
    public string[] Labels { get; private init; } = [];

    /// <summary>The code, when the row is one.</summary>
    public byte[]? Code { get; private init; }

    public static InputRow Of(Example row, int blankLinesBefore) =>
        new(row.Line, blankLinesBefore, row.Text, row.Features.IsDense ? null : row.Features.Indices.ToArray(), row.Features.Values.ToArray())
        {
            Labels = [.. row.Labels],
        };

    public static InputRow Of(CodeReader row, int blankLinesBefore) => new(row.Line, blankLinesBefore, null, null, [])
    {
        Labels = [.. row.Labels.Select(EscapedText.Undo)],
        Code = row.Code.ToArray(),
    };

    /// <summary>The row's best labels, borrowed from the predictor.</summary>
    public PredictionResult Predict(Predictor predictor, int count) =>
        Text is null ? predictor.Predict(Features, count) : predictor.Predict(Text, count);

    /// <summary>Writes the row's code and its logits.</summary>
    public void Encode(Predictor predictor, Span<byte> code, Span<float> logits)
    {
        if (Text is null)
        {
            predictor.Encode(Features, code, logits);
        }
        else
        {
            predictor.Encode(Text, code, logits);
        }
    }

    /// <summary>Writes the row's code: what it is itself, or what a predictor makes of it.</summary>
    /// <param name="predictor">Null when rows are codes.</param>
    /// <param name="code">Receives the code.</param>
    public void CopyCode(Predictor? predictor, Span<byte> code)
    {
        if (predictor is null)
        {
            Code.AsSpan().CopyTo(code);
        }
        else
        {
            Encode(predictor, code, []);
        }
    }

    private Features Features => Indices is null ? Features.Dense(Values) : Features.Sparse(Indices, Values);
}
