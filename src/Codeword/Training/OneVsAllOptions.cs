namespace Codeword.Training;

/// <summary>One classifier a class, through the same trainer: the baseline, B = K and R = 1. Memory O(K·d).</summary>
public sealed record OneVsAllOptions : LinearOptions;
