using System.ComponentModel;
using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>What the methods with linear heads share: <see cref="MachOptions"/> and <see cref="OneVsAllOptions"/>.</summary>
public abstract record LinearOptions : TrainingOptions
{
    private protected LinearOptions()
    {
    }

    /// <summary>p of the input transform: each value v becomes sign(v)·|v|ᵖ before rows are scaled to length 1. Above 0, at most 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("power p of the input: v becomes sign(v)*|v|^p, then rows are scaled to length 1")]
    public float InputPower { get; init => field = InRange(value, 1e-3f, 4); } = 0.7f;

    /// <summary>The constant feature appended to each row, 0 to 100; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("value of the constant bias feature; 0 = none")]
    public float Bias { get; init => field = InRange(value, 0, 100); } = 0.5f;

    /// <summary>What heads minimise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a loss.</exception>
    [Description("SquaredHinge: max(0,1-y*m)^2 a bucket; Softmax: cross-entropy over a head's buckets; Logistic: binary cross-entropy a bucket")]
    public HeadLoss Loss { get; init => field = Defined(value); } = HeadLoss.SquaredHinge;

    /// <summary>C of the squared hinge: min ½‖w‖² + C·Σ max(0, 1 − y·m)². Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("C of the squared hinge: min 1/2*|w|^2 + C*sum max(0,1-y*m)^2")]
    public float Cost { get; init => field = InRange(value, 1e-6f, 1e6f); } = 1;

    /// <summary>Factor of C for the bucket an example belongs to (y = +1). Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("factor of C where y = +1 (squared hinge)")]
    public float PositiveWeight { get; init => field = InRange(value, 1e-3f, 1e3f); } = 1;

    /// <summary>Passes over the training data, 1 to 1000; fewer when they would change nothing, or by <see cref="Patience"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes over the training data, at most")]
    public int Epochs { get; init => field = InRange(value, 1, 1000); } = 10;

    /// <summary>First learning rate of the softmax and logistic losses. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate (softmax and logistic loss)")]
    public float LearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 2;

    /// <summary>How the learning rate changes from epoch to epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a schedule.</exception>
    [Description("learning rate over the epochs (softmax and logistic loss)")]
    public RateSchedule Schedule { get; init => field = Defined(value); } = RateSchedule.Linear;

    /// <summary>Early stopping of the softmax and logistic losses: a head stops after this many epochs without a better validation loss, and goes
    /// back to its best epoch. 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("epochs without a better validation loss after which a head stops (softmax and logistic loss)")]
    public int Patience { get; init => field = InRange(value, 1, 1000); } = 2;

    /// <summary>The power p of the hinge decoder where that is the decoder given. Above 0, at most 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("p of --decoder Hinge: score = -sum max(0,1-m)^p")]
    public float HingePower { get; init => field = InRange(value, 0.1f, 16); } = 3;

    /// <summary>
    /// Share of the weights that Sparse keeps, the largest in magnitude; 0 for one found on held-out rows: from the share with the best nDCG@5 down, while that stays within
    /// <see cref="SparseTolerance"/> of that of all weights. 0 to 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of the weights that Sparse keeps; 0 = chosen on held-out rows")]
    public double SparseShare { get; init => field = InRange(value, 0, 1); }

    /// <summary>What the choice of <see cref="SparseShare"/> may cost in nDCG@5 on held-out rows. 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("loss of nDCG@5 that a chosen share may cost on held-out rows")]
    public double SparseTolerance { get; init => field = InRange(value, 0, 1); } = 0.002;

    /// <inheritdoc/>
    internal override void RequireSense()
    {
        if (SparseShare > 0 && WeightFormat != Models.WeightFormat.Sparse)
        {
            throw new ArgumentException($"The option sparseShare is for the weight format Sparse; the format is {WeightFormat}.");
        }
    }
}
