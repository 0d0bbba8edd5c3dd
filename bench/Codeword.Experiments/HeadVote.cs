using Codeword.Decoding;

namespace Codeword.Experiments;

/// <summary>What one head says of a class.</summary>
/// <param name="Own">Its output for the class's bucket.</param>
/// <param name="Other">The highest of the others.</param>
/// <param name="Share">What it gives the class's bucket, by its loss, in [0, 1].</param>
/// <param name="OtherShare">What it gives the best other.</param>
/// <param name="OfSoftmax">The bucket's part of the softmax, whatever the loss.</param>
/// <param name="OfSigmoids">Its part of the sum of sigmoids.</param>
internal readonly record struct HeadVote(float Own, float Other, double Share, double OtherShare, double OfSoftmax, double OfSigmoids)
{
    public static HeadVote Of(ReadOnlySpan<float> head, int bucket, HeadLoss loss)
    {
        float own = head[bucket], other = float.NegativeInfinity;
        double exponentials = 0, sigmoids = 0;
        for (int b = 0; b < head.Length; b++)
        {
            other = b == bucket ? other : Math.Max(other, head[b]);
            exponentials += Math.Exp(head[b] - own);
            sigmoids += Sigmoid(head[b]);
        }

        return new HeadVote(own, other, Share(own), Share(other), 1 / exponentials, Sigmoid(own) / sigmoids);

        double Share(float output) => loss switch
        {
            HeadLoss.SquaredHinge => Math.Clamp((1 + output) / 2, 0, 1),
            HeadLoss.Logistic => Sigmoid(output),
            _ => Math.Exp(output - own) / exponentials,
        };
    }

    private static double Sigmoid(double output) => 1 / (1 + Math.Exp(-output));
}
