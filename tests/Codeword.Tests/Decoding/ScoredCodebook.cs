using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

/// <summary>A codebook with one example's outputs drawn at random, decoded by the library and by the reference.</summary>
internal sealed class ScoredCodebook
{
    private readonly Codebook _codebook;
    private readonly HeadLoss _loss;
    private readonly float[][] _outputs;

    public ScoredCodebook(Codebook codebook, Decoder decoder, HeadLoss loss, ulong seed)
    {
        var random = new SplitMix64(seed);
        (_codebook, _loss, Decoder) = (codebook, loss, decoder);
        Scorer = new ClassScorer(codebook);
        Tables = new float[Scorer.TableLength];
        _outputs = [.. codebook.Columns.Select(column => Draw(column.Buckets, ref random))];
        for (int r = 0; r < codebook.Length; r++)
        {
            Span<float> table = Tables.AsSpan()[Scorer.TableOf(r)];
            _outputs[r].CopyTo(table);
            decoder.MapOutputs(loss, table, codebook.Columns[r].Buckets, codebook.Length);
        }
    }

    public ClassScorer Scorer { get; }

    public Decoder Decoder { get; }

    public float[] Tables { get; }

    public double[] Expected() => ReferenceDecoder.Scores(_codebook, Decoder, _loss, _outputs);

    /// <summary>One class's sum in float32, column after column.</summary>
    public float LogitSum(int label)
    {
        float sum = 0;
        for (int r = 0; r < _outputs.Length; r++)
        {
            sum += _outputs[r][_codebook.Columns[r].DigitOf(new LabelId(label))];
        }

        return sum;
    }

    /// <summary>The row of K scores, in runs that share no border with the tiles of <see cref="ClassScorer.Rank"/>.</summary>
    public float[] AllScores()
    {
        float[] scores = new float[Scorer.Classes];
        float[] scratch = new float[Scorer.ScratchLength];
        for (int first = 0; first < scores.Length; first += 601)
        {
            Scorer.Score(Decoder, Tables, first, scores.AsSpan(first, Math.Min(601, scores.Length - first)), scratch);
        }

        return scores;
    }

    public ((int Label, float Score)[] Top, double LogSum) Rank(int count, float logSumScale)
    {
        int[] labels = new int[count];
        float[] scores = new float[count];
        var top = new TopK(labels, scores);
        double logSum = Scorer.Rank(Decoder, Tables, ref top, logSumScale, new float[Scorer.ScratchLength]);
        return ([.. labels.Zip(scores).Take(top.Sort())], logSum);
    }

    private static float[] Draw(int buckets, ref SplitMix64 random)
    {
        float[] outputs = new float[buckets];
        for (int b = 0; b < buckets; b++)
        {
            outputs[b] = (float)((6 * random.NextDouble()) - 3);
        }

        return outputs;
    }
}
