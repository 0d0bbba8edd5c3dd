using Codeword.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class MachPlanTests
{
    [Theory]
    [InlineData(2, 16)]
    [InlineData(4557, 64)]
    [InlineData(63_437, 256)]
    [InlineData(1_000_000, 1024)]
    [InlineData(int.MaxValue, 32_768)]
    public void WithoutALimitBucketsGrowWithTheRootOfTheClasses(long classes, int buckets)
    {
        var plan = MachPlan.Propose(classes);
        Assert.Equal((16, buckets, 0), (plan.Repetitions, plan.Buckets, plan.InputBuckets));
        Assert.True(plan.Repetitions >= plan.LeastRepetitions);
    }

    [Fact]
    public void BytesAreThoseOfAModelTrainedSo()
    {
        Codeword.Data.ExampleSource source = Synthetic.Source(false, false, 300, seed: 1);
        Classifier model = Trainer.Train(source, new MachOptions { Repetitions = 16, Buckets = 16, Epochs = 1 });
        var plan = MachPlan.Propose(model.Labels.Count, model.Model.Heads.Transform.FeatureCount);

        Assert.Equal((16, 16), (plan.Repetitions, plan.Buckets));
        Assert.Equal(model.MemoryUse.Decoding, plan.Memory[1].Bytes);
        Assert.Equal(4L * model.Model.Heads.WeightCount, plan.Memory[0].Bytes);
    }

    [Theory]
    [InlineData(4557, 76_440, 400_000_000)]
    [InlineData(4557, 76_440, 100_000_000)]
    [InlineData(4557, 76_440, 10_000_000)]
    [InlineData(1_000_000, 500_000, 1_000_000_000)]
    [InlineData(1_000_000, 500_000, 20_000_000)]
    [InlineData(63_437, 5_000_000, 300_000_000)]
    public void WeightsFitTheLimitAndClassesCanStillBeToldApart(long classes, long features, long memory)
    {
        var plan = MachPlan.Propose(classes, features, memory);

        Assert.InRange(plan.Memory[0].Bytes, memory / 20, memory);
        Assert.True(plan.Repetitions >= plan.LeastRepetitions);
        Assert.True(plan.InputBuckets == 0 || plan.InputBuckets < features);
        double each = plan.WeightFormat switch { WeightFormat.Int8 => 1 + (2 / 64.0), WeightFormat.Int4 => 0.5 + (2 / 64.0), _ => 4 };
        Assert.Equal(each * ((plan.InputBuckets > 0 ? plan.InputBuckets : features) + 1) * plan.Outputs, plan.Memory[0].Bytes, 0.04 * plan.Memory[0].Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void PackedBytesAreThoseOfAModelTrainedSo(int inputBuckets)
    {
        Codeword.Data.ExampleSource source = Synthetic.Source(false, false, 300, seed: 1);
        var options = new MachOptions { Repetitions = 5, Buckets = 70, Epochs = 1, InputBuckets = inputBuckets };
        foreach (WeightFormat format in new[] { WeightFormat.Float32, WeightFormat.Int8, WeightFormat.Int4 })
        {
            Classifier model = Trainer.Train(source, options with { WeightFormat = format });
            var plan = new MachPlan
            {
                Classes = model.Labels.Count,
                Features = model.Model.Heads.Transform.FeatureCount,
                Repetitions = 5,
                Buckets = 70,
                InputBuckets = inputBuckets,
                WeightFormat = format,
            };
            Assert.Equal(model.MemoryUse.Heads, plan.Memory[0].Bytes);
        }
    }

    [Fact]
    public void OneVsAllIsProposedWhereItFitsAndMachDoesNot()
    {
        var plan = MachPlan.Propose(10, 1000, 50_000);
        Assert.True(plan.IsOneVsAllSmaller);
        Assert.InRange(plan.OneVsAllMemory[0].Bytes, 0, 50_000);
        Assert.Throws<ArgumentException>(() => MachPlan.Propose(10, 1000, 1000));
    }

    [Fact]
    public void OneVsAllThatDoesNotFitIsNotProposed()
    {
        var plan = MachPlan.Propose(200, 1_000_000, 300_000_000);
        Assert.True(plan.Outputs >= plan.Classes);
        Assert.False(plan.IsOneVsAllSmaller);
        Assert.InRange(plan.Memory[0].Bytes, 0, 300_000_000);
        Assert.True(MachPlan.Propose(200, 1_000_000).IsOneVsAllSmaller);
    }

    [Fact]
    public void LessMemoryNeverMakesALargerModel()
    {
        long last = long.MaxValue;
        for (long memory = 1_000_000_000; memory > 5_000_000; memory = memory * 4 / 5)
        {
            long bytes = MachPlan.Propose(4557, 76_440, memory).Memory[0].Bytes;
            Assert.InRange(bytes, 0, last);
            last = bytes;
        }
    }

    [Fact]
    public void BoundsAndCostAreTheFormulas()
    {
        var plan = MachPlan.Propose(4557, 76_440);
        Assert.Equal(1 / Math.Sqrt(16 * 63), plan.DeviationBound, 1e-12);
        Assert.Equal(plan.DeviationBound / Math.Sqrt(0.05), plan.ErrorBound, 1e-12);
        Assert.Equal((51_200, 227_850, 72_912), (plan.Products(50), plan.OneVsAllProducts(50), plan.Additions));
        Assert.Equal(4L * 76_441 * 4557, plan.OneVsAllMemory[0].Bytes);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MachPlan.Propose(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachPlan.Propose(10, 0));
        Assert.Throws<ArgumentException>(() => MachPlan.Propose(10, null, 1000));
        var fault = Assert.Throws<ArgumentException>(() => MachPlan.Propose(4557, 1_000_000, 1000));
        Assert.StartsWith("No size that tells 4557 classes apart has weights of 1.0 kB or less; the smallest takes 655.5 kB.", fault.Message, StringComparison.Ordinal);
    }
}
