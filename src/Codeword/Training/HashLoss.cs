namespace Codeword.Training;

/// <summary>What an instance's outputs are trained on in <see cref="HashOptions"/>. Formulas stand in docs/math.md.</summary>
public enum HashLoss
{
    /// <summary>OrthoHash (Hoe et al. 2021): cross-entropy over the cosines with one fixed code of −1 and +1 a class, its own lowered by a margin.</summary>
    OrthoHash,

    /// <summary>GreedyHash (Su et al. 2018): cross-entropy of a linear head on the signs, passed straight through, and a penalty that draws outputs to −1 and +1.</summary>
    GreedyHash,

    /// <summary>HashNet (Cao et al. 2017): weighted logistic loss of the pairs of a batch, on tanh(β·z) with a growing β.</summary>
    HashNet,
}
