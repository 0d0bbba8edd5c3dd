using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Tests;

public sealed class DigitMemoryTests
{
    [Fact]
    public void DigitsAreLaidOutWhereTheyTakeNoMoreThanWeightsAndLabelsDo()
    {
        Classifier few = ModelOf(classes: 600_000, columns: 31), many = ModelOf(classes: 600_000, columns: 33);

        // 18.6 million digits are more than the 16 MiB that any model may have, and 19.8 million more than 32 bytes a label too.
        Assert.True(few.MemoryUse.Decoding >= 31 * 600_000);
        Assert.DoesNotContain("digits are computed", few.DecodingPlan, StringComparison.Ordinal);
        Assert.True(many.MemoryUse.Decoding < 1_000_000);
        Assert.Contains("digits are computed", many.DecodingPlan, StringComparison.Ordinal);
    }

    private static Classifier ModelOf(int classes, int columns)
    {
        var random = new SplitMix64(3);
        var drawn = new DigitColumn[columns];
        for (int r = 0; r < columns; r++)
        {
            drawn[r] = new HashedColumn(classes, UniversalHash.Draw(ref random, 64));
        }

        var transform = new InputTransform(2, 1, Normalize: true, Bias: 1);
        var info = new ModelInfo
        {
            Method = "mach",
            Options = new Dictionary<string, string>(),
            TrainingRows = 1,
            IsMultiLabel = false,
            Format = new LibsvmFormat { IndexBase = IndexBase.Zero },
            Validation = new Dictionary<string, double>(),
        };
        var heads = new Heads(HeadLoss.SquaredHinge, transform, [new HeadGroup(new WeightMatrix(transform.Rows, 64 * columns), null)]);
        var labels = LabelSet.Create(Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return new Classifier(new Model(
            info, labels, new long[classes], new Codebook(drawn), heads, new Decoder(DecoderKind.LogitSum), new ProbabilityMap(true, 1, 0), null));
    }
}
