namespace Codeword.Experiments;

/// <summary>What one training came to.</summary>
internal sealed record Outcome(CodeMeasures? Codes, double Real, double Seconds);
