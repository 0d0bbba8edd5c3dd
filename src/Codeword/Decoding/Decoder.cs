using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>A way to turn bucket outputs into class scores.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Power">p of <see cref="DecoderKind.Hinge"/>, above 0; without meaning for the others.</param>
public readonly record struct Decoder(DecoderKind Kind, float Power = 1)
{
    private const int MostSquared = 64;

    /// <summary>Whether the decoder is for binary codes alone.</summary>
    public bool IsForBitsOnly => Kind is DecoderKind.Exact or DecoderKind.Hamming or DecoderKind.Table;

    /// <summary>Whether every class gets a score on the way to the best, so that their probabilities can share a sum of 1.</summary>
    public bool ScoresEveryClass => Kind is not (DecoderKind.Exact or DecoderKind.Table);

    /// <summary>Whether a class's score is a sum over its digits, of one number a bucket.</summary>
    public bool IsSum => Kind is DecoderKind.Mean or DecoderKind.LogSum or DecoderKind.LogitSum or DecoderKind.Hinge;

    /// <summary>All decoders worth trying on heads of a loss, in the order in which they win ties.</summary>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="ofBits">Whether the codebook is of bits (<see cref="Codes.Codebook.Bits"/>). Table is not among their decoders: it ranks as Hamming does.</param>
    public static IReadOnlyList<Decoder> For(HeadLoss loss, bool ofBits = false) => ofBits ? [new(DecoderKind.LogSum), new(DecoderKind.Hamming)]
        : loss == HeadLoss.SquaredHinge
        ?
        [
            new(DecoderKind.Hinge, 3), new(DecoderKind.Hinge, 2), new(DecoderKind.Hinge, 4), new(DecoderKind.Hinge, 6), new(DecoderKind.Hinge, 8), new(DecoderKind.Hinge, 12),
            new(DecoderKind.LogitSum), new(DecoderKind.Median), new(DecoderKind.Min),
        ]
        : [new(DecoderKind.LogSum), new(DecoderKind.LogitSum), new(DecoderKind.Mean), new(DecoderKind.Median), new(DecoderKind.Min)];

    /// <summary>Refuses a decoder that the heads' outputs have no meaning for.</summary>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="ofBits">Whether the codebook is of bits (<see cref="Codes.Codebook.Bits"/>).</param>
    /// <exception cref="ArgumentException">The decoder does not go with the codebook or the loss, or the hinge's power is not a number above 0.</exception>
    public void Require(HeadLoss loss, bool ofBits = false)
    {
        if (ofBits)
        {
            RequireBits(loss);
            return;
        }

        if (IsForBitsOnly)
        {
            throw new ArgumentException($"The decoder {Kind} needs a codebook of bits, but the digits are others; use another decoder.");
        }

        if (loss == HeadLoss.SquaredHinge && Kind is DecoderKind.Mean or DecoderKind.LogSum)
        {
            throw new ArgumentException(
                $"The decoder {Kind} needs probabilities, but squared-hinge heads give margins; use Hinge, LogitSum, Median or Min.");
        }

        if (loss != HeadLoss.SquaredHinge && Kind == DecoderKind.Hinge)
        {
            throw new ArgumentException(
                $"The decoder Hinge needs margins, but {loss} heads give logits; use LogSum, LogitSum, Mean, Median or Min.");
        }

        if (Kind == DecoderKind.Hinge && !(Power > 0 && float.IsFinite(Power)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The hinge's power is {Power}; expected a number above 0."));
        }
    }

    /// <summary>
    /// Replaces one head's outputs by the values that classes in each bucket contribute: their sum, minimum or median over the heads is the score.
    /// </summary>
    /// <param name="loss">What the head was trained on.</param>
    /// <param name="outputs">B outputs, in a buffer padded to a multiple of 16; the padding's content is undefined afterwards.</param>
    /// <param name="buckets">B.</param>
    /// <param name="heads">R, by which a mean divides.</param>
    public void MapOutputs(HeadLoss loss, Span<float> outputs, int buckets, int heads)
    {
        if (outputs.Length % VectorMath.Lanes != 0)
        {
            throw new ArgumentException($"A buffer of {outputs.Length} outputs; expected a multiple of {VectorMath.Lanes}.", nameof(outputs));
        }

        Span<float> own = outputs[..buckets];
        if (Kind == DecoderKind.Hinge)
        {
            MapHinge(outputs, Power);
            return;
        }

        if (Kind == DecoderKind.LogitSum || loss == HeadLoss.SquaredHinge)
        {
            return;
        }

        if (Kind == DecoderKind.LogSum)
        {
            MapToLogProbabilities(loss, outputs, buckets);
            return;
        }

        MapToProbabilities(loss, outputs, buckets);
        if (Kind == DecoderKind.Mean)
        {
            MapUnbiased(own, heads);
        }
    }

    /// <summary>The rule in a word, the power with it where it has one: <c>Hinge(3)</c>.</summary>
    public override string ToString() => Kind == DecoderKind.Hinge ? string.Create(CultureInfo.InvariantCulture, $"Hinge({Power})") : Kind.ToString();

    private void RequireBits(HeadLoss loss)
    {
        if (loss != HeadLoss.Logistic)
        {
            throw new ArgumentException($"A codebook of bits needs the logits of Logistic heads, but the heads' loss is {loss}.");
        }

        if (!IsForBitsOnly && Kind is not (DecoderKind.LogSum or DecoderKind.LogitSum))
        {
            throw new ArgumentException($"The decoder {Kind} is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact.");
        }
    }

    // Whole powers by repeated squaring, 16 buckets at a time; others by exp(p·ln hinge), one by one.
    private static void MapHinge(Span<float> margins, float power)
    {
        bool isWhole = power == MathF.Floor(power) && power <= MostSquared;
        ref float m = ref MemoryMarshal.GetReference(margins);
        for (nuint b = 0; isWhole && b < (nuint)margins.Length; b += VectorMath.Lanes)
        {
            Vector512<float> hinge = Vector512.Max(Vector512<float>.One - Vector512.LoadUnsafe(ref m, b), Vector512<float>.Zero);
            (-WholePower(hinge, (int)power)).StoreUnsafe(ref m, b);
        }

        for (int b = 0; b < margins.Length && !isWhole; b++)
        {
            float hinge = Math.Max(0, 1 - margins[b]);
            margins[b] = hinge < 1e-30f ? 0 : -VectorMath.Exp((float)(power * VectorMath.Log(hinge)));
        }
    }

    private static Vector512<float> WholePower(Vector512<float> x, int power)
    {
        Vector512<float> result = Vector512<float>.One;
        for (; power > 0; power >>= 1)
        {
            result = (power & 1) == 1 ? result * x : result;
            x *= x;
        }

        return result;
    }

    private static void MapToProbabilities(HeadLoss loss, Span<float> outputs, int buckets)
    {
        if (loss == HeadLoss.Softmax)
        {
            Softmax.ToProbabilities(outputs, buckets);
            return;
        }

        for (int b = 0; b < buckets; b++)
        {
            outputs[b] = Sigmoid.Of(outputs[b]);
        }
    }

    private static void MapToLogProbabilities(HeadLoss loss, Span<float> outputs, int buckets)
    {
        if (loss == HeadLoss.Softmax)
        {
            float logSum = Softmax.LogSum(outputs, buckets);
            for (int b = 0; b < buckets; b++)
            {
                outputs[b] -= logSum;
            }

            return;
        }

        for (int b = 0; b < buckets; b++)
        {
            outputs[b] = Sigmoid.Log(outputs[b]);
        }
    }

    // One bucket (B = 1) says nothing about its classes: it contributes 0 instead of dividing by B − 1 = 0.
    private static void MapUnbiased(Span<float> probabilities, int heads)
    {
        float buckets = probabilities.Length;
        float scale = probabilities.Length == 1 ? 0 : buckets / (buckets - 1) / heads;
        for (int b = 0; b < probabilities.Length; b++)
        {
            probabilities[b] = scale * (probabilities[b] - (1 / buckets));
        }
    }
}
