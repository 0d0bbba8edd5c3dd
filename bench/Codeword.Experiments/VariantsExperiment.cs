using Codeword.Training;
using Codeword.Training.Networks;

namespace Codeword.Experiments;

/// <summary>What LLC's authors report not to work, what its second phase gains, and where warm starts end: wordnet_coarse, 20 bits.</summary>
internal static class VariantsExperiment
{
    private const int Bits = 20;
    private const int Seeds = 5;
    private const float Still = 1e-6f;

    public static void Run(string data, ResultWriter output)
    {
        CodeData examples = CodeData.Read(data, "wordnet_coarse");
        output.Text($"wordnet_coarse, {Bits} bits, seeds 1 to {Seeds}, mean ± standard deviation. Phase 1 alone: phase 2 is run with rates of 10⁻⁶, so that soft decoding is");
        output.Text("the real × binary evaluation of phase 1. Warm starts run the real-valued head they come from before phase 1, for as many epochs as phase 1 has.");
        output.Header(CodesExperiment.Columns);
        double real = CodesExperiment.RunAll(examples, Seeds, seed => examples.Softmax(seed)).Average(run => run.Real);
        foreach ((string name, Func<LlcOptions, LlcOptions> change) in Variants())
        {
            CodesExperiment.Write(output, name, Bits, CodesExperiment.RunAll(examples, Seeds, seed => change(examples.Llc(seed, Bits))), real);
        }
    }

    private static IEnumerable<(string Name, Func<LlcOptions, LlcOptions> Change)> Variants() =>
    [
        ("LLC", llc => llc),
        ("phase 1 alone", PhaseOne),
        ("phase 1 alone, signs on both sides", llc => PhaseOne(llc) with { BothBinary = true }),
        ("signs on both sides", llc => llc with { BothBinary = true }),
        ("warm start SVD", llc => llc with { WarmStart = CodeKind.Svd }),
        ("warm start CCA", llc => llc with { WarmStart = CodeKind.Cca }),
        ("clipped estimator", llc => llc with { Estimator = CodeEstimator.Clipped }),
        ("tanh", llc => llc with { Estimator = CodeEstimator.Tanh }),
        ("class matrix as the authors' (deviation √(2/k), its rate that of the layers)", llc => llc with { InitialDeviation = 0.316f, ClassLearningRate = llc.LearningRate }),
        ("batch normalisation before the sign", llc => llc with { BatchNormBits = true }),
    ];

    private static LlcOptions PhaseOne(LlcOptions llc) =>
        llc with { CodebookEpochs = llc.CodebookEpochs + llc.BitEpochs - 1, BitEpochs = 1, BitLearningRate = Still, SparseBitLearningRate = Still };
}
