namespace Codeword.Training.Networks;

/// <summary>One step of an optimizer.</summary>
/// <param name="Rate">Learning rate of weights that gradient descent with momentum trains.</param>
/// <param name="SparseRate">Learning rate of weights of a sparse input.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ.</param>
internal readonly record struct StepSize(float Rate, float SparseRate, float Momentum, float WeightDecay);
