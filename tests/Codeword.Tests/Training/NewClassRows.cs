using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Tests.Models;

namespace Codeword.Tests.Training;

/// <summary>Examples of classes that a model of <see cref="SampleModel"/> does not know.</summary>
internal static class NewClassRows
{
    private static readonly string[] Words = ["waterproof", "hiking", "boot", "leather", "größe", "weight", "tent"];

    /// <summary>Four rows each of some classes, as features of the model's own kind, one class after the other and round again.</summary>
    public static ExampleSet Draw(Model model, int classes, ulong seed = 1, string prefix = "new", int perClass = 4)
    {
        var random = new SplitMix64(seed);
        var builder = new ExampleSetBuilder(labels: null, model.Heads.Transform.FeatureCount);
        var buffer = new FeatureBuffer();
        for (int row = 0; row < classes * perClass; row++)
        {
            int own = row % classes;
            Features features = model.Featurizer is { } featurizer
                ? featurizer.Transform($"{Words[own % 7]} {Words[random.NextIndex(7)]} {Words[(own + 2) % 7]}", buffer)
                : Features.Sparse([own % 4, 4 + random.NextIndex(5)], [1.5f, (float)random.NextDouble() - 0.5f]);
            builder.Add(features, [$"{prefix} {own}"], 1 + (row % 3));
        }

        return builder.Build();
    }
}
