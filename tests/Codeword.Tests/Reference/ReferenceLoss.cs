namespace Codeword.Tests.Reference;

/// <summary>The losses of one example from their definitions, in double precision.</summary>
internal static class ReferenceLoss
{
    /// <summary>−ln softmax(m)[target].</summary>
    public static double Softmax(double[] logits, int target) => ReferenceDecoder.LogSumExp(logits) - logits[target];

    /// <summary>Σ over buckets of −t·ln σ(m) − (1 − t)·ln(1 − σ(m)), with ln σ(m) = −ln(1 + e⁻ᵐ).</summary>
    public static double Logistic(double[] logits, int[] targets) =>
        logits.Select((m, b) => targets.Contains(b) ? SoftPlus(-m) : SoftPlus(m)).Sum();

    /// <summary>The derivative by each logit, by central differences.</summary>
    public static double[] Gradient(Func<double[], double> loss, double[] logits)
    {
        const double Step = 1e-5;
        return [.. logits.Select((_, b) => (loss(Moved(b, Step)) - loss(Moved(b, -Step))) / (2 * Step))];

        double[] Moved(int b, double by) => [.. logits.Select((m, i) => i == b ? m + by : m)];
    }

    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
