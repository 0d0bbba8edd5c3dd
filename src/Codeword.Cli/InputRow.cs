using Codeword.Data;

namespace Codeword.Cli;

/// <summary>One row to predict, kept beyond its reader's next step.</summary>
/// <param name="Line">1-based line of the file it begins in.</param>
/// <param name="BlankLinesBefore">Lines before it, after the row before, that hold no row.</param>
/// <param name="Text">The text; null when the row holds features.</param>
/// <param name="Indices">Positions of the features; null when the row is dense.</param>
/// <param name="Values">Their values.</param>
internal sealed record InputRow(long Line, int BlankLinesBefore, string? Text, int[]? Indices, float[] Values)
{
    public static InputRow Of(Example row, int blankLinesBefore) =>
        new(row.Line, blankLinesBefore, row.Text, row.Features.IsDense ? null : row.Features.Indices.ToArray(), row.Features.Values.ToArray());

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

    private Features Features => Indices is null ? Features.Dense(Values) : Features.Sparse(Indices, Values);
}
