using Codeword.Data;

namespace Codeword;

/// <summary>One class a <see cref="Predictor"/> names.</summary>
/// <param name="Label">The class; <see cref="Classifier.Labels"/> has its name.</param>
/// <param name="Score">What the decoder gives: larger is better, otherwise any real number (an unbiased estimate may be negative).</param>
/// <param name="Probability">The calibrated map of the score, in [0, 1].</param>
public readonly record struct Prediction(LabelId Label, float Score, float Probability);
