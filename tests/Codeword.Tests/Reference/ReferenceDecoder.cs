using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Tests.Reference;

/// <summary>Scores of all K classes from the definitions, in double precision: the whole row that the library never keeps.</summary>
internal static class ReferenceDecoder
{
    /// <param name="codebook">K classes in R columns.</param>
    /// <param name="decoder">The rule.</param>
    /// <param name="loss">What the outputs mean.</param>
    /// <param name="outputs">One array of B numbers a column.</param>
    public static double[] Scores(Codebook codebook, Decoder decoder, HeadLoss loss, float[][] outputs)
    {
        double[][] values = [.. outputs.Select(column => Values(decoder, loss, [.. column.Select(m => (double)m)]))];
        return
        [
            .. Enumerable.Range(0, codebook.Classes).Select(label => Combine(
                decoder.Kind,
                [.. codebook.Columns.Select((column, r) => values[r][column.DigitOf(new LabelId(label))])])),
        ];
    }

    public static double LogSumExp(IEnumerable<double> values)
    {
        double top = values.Max();
        return top + Math.Log(values.Sum(value => Math.Exp(value - top)));
    }

    private static double[] Values(Decoder decoder, HeadLoss loss, double[] outputs)
    {
        double logSum = LogSumExp(outputs);
        double buckets = outputs.Length;
        return [.. outputs.Select(m => decoder.Kind switch
        {
            DecoderKind.Hinge => -Math.Pow(Math.Max(0, 1 - m), decoder.Power),
            DecoderKind.LogitSum => m,
            DecoderKind.LogSum => loss == HeadLoss.Softmax ? m - logSum : -Math.Log(1 + Math.Exp(-m)),
            DecoderKind.Mean => outputs.Length == 1 ? 0 : buckets / (buckets - 1) * (Probability(m) - (1 / buckets)),
            _ => loss == HeadLoss.SquaredHinge ? m : Probability(m),
        })];

        double Probability(double m) => loss == HeadLoss.Softmax ? Math.Exp(m - logSum) : 1 / (1 + Math.Exp(-m));
    }

    private static double Combine(DecoderKind kind, double[] values) => kind switch
    {
        DecoderKind.Min => values.Min(),
        DecoderKind.Median => values.Order().ElementAt((values.Length - 1) / 2),
        DecoderKind.Mean => values.Sum() / values.Length,
        _ => values.Sum(),
    };
}
