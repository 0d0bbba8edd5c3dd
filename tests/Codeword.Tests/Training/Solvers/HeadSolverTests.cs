using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Codeword.Numerics;
using Codeword.Tests.Reference;
using Codeword.Training;
using Codeword.Training.Solvers;

namespace Codeword.Tests.Training.Solvers;

public sealed class HeadSolverTests
{
    public static TheoryData<string> Losses => ["hinge", "softmax", "logistic"];

    [Theory]
    [InlineData("hinge", "52bb1f6b445489ba58742ac6ded1e0f6a6477d894e8d31ca60bd6d76e62506fe")]
    [InlineData("softmax", "1c181d3c8c9f353debdc31be01a2cebca11566ebbf3c07f9e5d7411e3ace732c")]
    [InlineData("logistic", "45f9e776a6ea37598b960fb2458964162d7bd7ec784811027a705071e15f2fa6")]
    public void EveryMachineTrainsTheSameBits(string loss, string sha256)
    {
        var problem = TinyProblem.Draw(rows: 200, features: 50, buckets: 37, multiLabel: loss != "softmax", seed: 8);

        Assert.Equal(sha256, Sha256(Train(New(loss, problem, 37), problem, new BucketRange(0, 37), seed: 1)));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ASolverStartsAfreshAfterAReset(string loss)
    {
        var problem = TinyProblem.Draw(rows: 50, features: 20, buckets: 20, multiLabel: false, seed: 8);
        HeadSolver used = New(loss, problem, 20);
        string first = Sha256(Train(used, problem, new BucketRange(0, 20), seed: 1));
        string other = Sha256(Train(used, problem, new BucketRange(0, 20), seed: 2));
        used.Reset();

        Assert.Equal(first, Sha256(Train(used, problem, new BucketRange(0, 20), seed: 1)));
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("hinge")]
    [InlineData("logistic")]
    public void BlocksOfBucketsAreTrainedAsTheWholeIs(string loss)
    {
        var problem = TinyProblem.Draw(rows: 60, features: 20, buckets: 37, multiLabel: true, seed: 9);
        float[] whole = Train(New(loss, problem, 37), problem, new BucketRange(0, 37), seed: 3);
        HeadSolver blocks = New(loss, problem, 16);
        foreach (BucketRange range in BucketRange.Split(37, 16))
        {
            blocks.Reset();
            float[] block = Train(blocks, problem, range, seed: 3);
            for (int j = 0; j < problem.Rows.Columns; j++)
            {
                Assert.Equal(whole.AsSpan((j * 48) + range.First, range.Count), block.AsSpan(j * 16, range.Count));
                Assert.False(block.AsSpan((j * 16) + range.Count, 16 - range.Count).ContainsAnyExcept(0f));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void AnEpochAllocatesNothing(string loss)
    {
        var problem = TinyProblem.Draw(rows: 50, features: 20, buckets: 20, multiLabel: loss != "softmax", seed: 8);
        HeadSolver solver = New(loss, problem, 20);
        ulong epoch = 0;

        Assert.Equal(0, Allocations.WhenWarm(() => solver.RunEpoch(problem.Targets, new BucketRange(0, 20), 0.1f, new SplitMix64(++epoch))));
    }

    private static HeadSolver New(string loss, TinyProblem problem, int buckets)
    {
        var range = new BucketRange(0, buckets);
        return loss switch
        {
            "hinge" => new SquaredHingeSolver(problem.Rows, problem.Cost, range.Stride, 1, 2),
            "softmax" => new SoftmaxSolver(problem.Rows, problem.Cost, range),
            _ => new LogisticSolver(problem.Rows, problem.Cost, range),
        };
    }

    private static float[] Train(HeadSolver solver, TinyProblem problem, BucketRange range, ulong seed)
    {
        for (ulong epoch = 0; epoch < 5; epoch++)
        {
            solver.RunEpoch(problem.Targets, range, 0.3f / (1 + epoch), SplitMix64.ForPart(seed, epoch));
        }

        return solver.Weights;
    }

    private static string Sha256(float[] weights) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(weights)));
}
