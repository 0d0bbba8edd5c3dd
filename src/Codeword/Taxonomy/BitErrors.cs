using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>How often each bit of a row's code is not that of its class: what <see cref="BitWeights.OfErrorRates"/> weighs bits by.</summary>
/// <param name="Rates">A rate a bit, in [0, 1].</param>
/// <param name="Compared">How many pairs of a row and a label it has were compared.</param>
public sealed record BitErrors(IReadOnlyList<double> Rates, long Compared)
{
    private const int BlockRows = 256;

    /// <summary>Counts over labelled rows; labels that the model does not know are passed over.</summary>
    /// <param name="classifier">A model of bits.</param>
    /// <param name="examples">Rows of its labels. Of those it was trained on it makes fewer errors than of others.</param>
    /// <param name="threads">Threads to work with; 0 = one a processor. The counts are the same for any number.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The model has no bits, or no row has a label that it knows.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BitErrors Of(Classifier classifier, ExampleSet examples, int threads = 0, CancellationToken cancellation = default)
    {
        BinaryCodes codes = classifier.Codebook.Bits ?? throw new ArgumentException(
            $"The method {classifier.Info.Method} gives classes no code of bits; methods that do are llc, ecoc and hash.", nameof(classifier));
        long[] wrong = new long[codes.Bits];
        long compared = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, (examples.Count + BlockRows - 1) / BlockRows, parallel, classifier.CreatePredictor, (block, _, predictor) =>
        {
            long[] own = new long[codes.Bits];
            long pairs = 0;
            for (int row = block * BlockRows; row < Math.Min(examples.Count, (block + 1) * BlockRows); row++)
            {
                pairs += Count(predictor, codes, examples.Row(row), examples.LabelsOf(row), own);
            }

            lock (wrong)
            {
                compared += pairs;
                for (int bit = 0; bit < wrong.Length; bit++)
                {
                    wrong[bit] += own[bit];
                }
            }

            return predictor;
        }, _ => { });
        return compared > 0
            ? new BitErrors([.. wrong.Select(count => (double)count / compared)], compared)
            : throw new ArgumentException("No row has a label that the model knows; errors of bits are counted against the codes of its labels.", nameof(examples));
    }

    private static int Count(Predictor predictor, BinaryCodes codes, Features features, ReadOnlySpan<LabelId> labels, long[] wrong)
    {
        Span<byte> code = stackalloc byte[predictor.CodeBytes];
        predictor.Encode(features, code);
        foreach (LabelId label in labels)
        {
            for (int bit = 0; bit < wrong.Length; bit++)
            {
                wrong[bit] += ((code[bit / 8] >> (bit % 8)) & 1) == 1 != codes[label.Value, bit] ? 1 : 0;
            }
        }

        return labels.Length;
    }
}
