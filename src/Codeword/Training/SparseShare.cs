using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>Which share of the weights Sparse keeps: the one given, or the smallest one that held-out rows bear.</summary>
internal static class SparseShare
{
    // Shares that are tried, from the first one down.
    private const double First = 1;
    private const double Last = 0.003;
    private const double Factor = 0.75;

    /// <summary>An error about a share that nothing can choose.</summary>
    public static ArgumentException NoHeldOut() =>
        new("Which weights to keep is chosen on held-out rows, but none are held out; give SparseShare, or a ValidationShare above 0.");

    /// <exception cref="ArgumentException">The share is to be chosen and nothing is held out.</exception>
    public static double Of(
        LinearOptions options, Fit fit, HeldOut? held, LabelFrequencies frequencies, IReadOnlyList<Decoder> decoders, ParallelOptions parallel)
    {
        if (options.SparseShare > 0)
        {
            return options.SparseShare;
        }

        if (held is null)
        {
            throw NoHeldOut();
        }

        (Decoder decoder, MetricList metrics) = DecoderChoice.Choose(new ValidationOutputs(held, fit.Codebook, fit.Heads, parallel), frequencies, decoders);
        double least = DecoderChoice.Quality(metrics) - options.SparseTolerance;
        List<(double Share, double Quality)> tried = [];
        for (double share = First; share > Last; share *= Factor)
        {
            if (Packed(fit, share) is { } heads)
            {
                var outputs = new ValidationOutputs(held, fit.Codebook, heads, parallel);
                tried.Add((share, DecoderChoice.Quality(outputs.Measure(decoder, frequencies))));
            }
        }

        if (tried.Count == 0)
        {
            return Last; // Packing it says what is wrong.
        }

        // From the best one down while they pass: one that passes below others that do not is luck of the held-out rows. Of shares that all cost too much, the best.
        int last = tried.IndexOf(tried.MaxBy(trial => trial.Quality));
        while (last + 1 < tried.Count && tried[last + 1].Quality >= least)
        {
            last++;
        }

        return tried[last].Share;
    }

    // Null where the share keeps more weights than one sparse matrix has room for: a smaller one may fit.
    private static Heads? Packed(Fit fit, double share)
    {
        try
        {
            return fit.Heads.To(WeightFormat.Sparse, share);
        }
        catch (InsufficientMemoryException)
        {
            return null;
        }
    }
}
