using System.Collections.Concurrent;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training.Checkpoints;
using Codeword.Training.Solvers;

namespace Codeword.Training;

/// <summary>
/// Trains the heads of all columns: blocks of at most 256 buckets (the whole column for softmax), each independent of all others, spread over
/// threads. What a block learns depends on its own seed alone, so the weights are the same for any number of threads.
/// </summary>
internal sealed class HeadTrainer : IDisposable
{
    /// <summary>Buckets trained together at most; a column of more is cut, unless its loss ties them together.</summary>
    public const int BlockBuckets = 256;

    private const ulong InputPart = 2;
    private const ulong OrderPart = 3;
    private readonly ExampleSet _examples;
    private readonly RowMatrix _rows;
    private readonly ExampleCosts _cost;
    private readonly LinearOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly ProgressMeter _meter;
    private readonly ConcurrentBag<HeadSolver> _idle = [];

    /// <summary>A trainer over one set of examples.</summary>
    public HeadTrainer(ExampleSet examples, RowMatrix rows, LinearOptions options, ParallelOptions parallel, ProgressMeter meter)
    {
        (_examples, _rows, _options, _parallel, _meter) = (examples, rows, options, parallel, meter);
        _cost = new ExampleCosts(examples, options.ClassWeightPower);
    }

    /// <summary>
    /// Trains every column of the codebook. With held-out examples, the gradient losses stop early by them and say after how many epochs;
    /// without, a block runs the epochs it is given.
    /// </summary>
    /// <param name="codebook">The columns.</param>
    /// <param name="transform">What the rows went through.</param>
    /// <param name="stage">For progress, and what a checkpoint has of it.</param>
    /// <param name="held">Examples to stop early by, or null.</param>
    /// <param name="epochs">Epochs of each column to run, from an earlier call, or null.</param>
    public (Heads Heads, int[] Epochs) Train(Codebook codebook, InputTransform transform, TrainingStage stage, HeldOut? held, int[]? epochs)
    {
        HeadGroup[] groups = CreateGroups(codebook, transform);
        int[] best = new int[codebook.Length];
        int[] offsets = Offsets(codebook, groups);
        double outputs = codebook.Outputs;
        List<BlockRun> blocks = [];
        for (int r = 0; r < codebook.Length; r++)
        {
            int width = _options.Loss == HeadLoss.Softmax ? codebook.Columns[r].Buckets : BlockBuckets;
            HeadGroup group = groups.Length == 1 ? groups[0] : groups[r];
            int limit = epochs?[r] ?? _options.Epochs;
            blocks.AddRange(BucketRange.Split(codebook.Columns[r].Buckets, width).Select(
                range => new BlockRun(stage, r, codebook.Length, group, offsets[r], range, range.Count / outputs, limit)));
        }

        blocks.RemoveAll(run => TakeDone(run, best));
        Parallel.ForEach(Partitioner.Create(blocks, EnumerablePartitionerOptions.NoBuffering), _parallel, run =>
            InterlockedMax(ref best[run.Column], TrainBlock(codebook.Columns[run.Column], run, held)));
        return (new Heads(_options.Loss, transform, groups), best);
    }

    /// <summary>Gives the scratch files of its solvers back.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out HeadSolver? solver))
        {
            solver.Dispose();
        }
    }

    private HeadGroup[] CreateGroups(Codebook codebook, InputTransform transform)
    {
        if (_options is not MachOptions { InputBuckets: > 0 } mach)
        {
            return [new HeadGroup(new WeightMatrix(transform.Rows, checked((int)codebook.Outputs)), null)];
        }

        var groups = new HeadGroup[codebook.Length];
        for (int r = 0; r < groups.Length; r++)
        {
            var hash = new InputHash(transform.FeatureCount, mach.InputBuckets, SplitMix64.ForPart(_options.Seed, InputPart, (ulong)r).Next());
            groups[r] = new HeadGroup(new WeightMatrix(hash.Rows, codebook.Columns[r].Buckets), hash);
        }

        return groups;
    }

    private static int[] Offsets(Codebook codebook, HeadGroup[] groups)
    {
        int[] offsets = new int[codebook.Length];
        for (int r = 1; r < offsets.Length && groups.Length == 1; r++)
        {
            offsets[r] = offsets[r - 1] + codebook.Columns[r - 1].Buckets;
        }

        return offsets;
    }

    // Whether an earlier training finished the block: its weights are taken over.
    private bool TakeDone(BlockRun run, int[] best)
    {
        using PartFile? saved = run.OpenPart().Open(run.Epochs);
        if (saved is not { IsDone: true })
        {
            return false;
        }

        saved.Fill(run.Place);
        saved.ExpectEnd();
        _meter.Resume(run.Share * _rows.Count * _options.Epochs);
        best[run.Column] = Math.Max(best[run.Column], saved.Progress.Epochs);
        return true;
    }

    private int TrainBlock(DigitColumn column, BlockRun run, HeldOut? held)
    {
        HeadGroup group = run.Group;
        using RowMatrix? hashed = group.Hash is null ? null : _rows.Hashed(group.Hash);
        RowMatrix rows = hashed ?? _rows;
        HeadSolver solver = Rent(rows, run.Range);
        BucketTargets targets = BucketTargets.From(_examples, column);
        EarlyStopping? stopping = held is null || _options.Loss == HeadLoss.SquaredHinge
            ? null
            : new EarlyStopping(solver, held.Hashed(group.Hash), BucketTargets.From(held.Examples, column), run.Range, _options);
        CheckpointPart part = run.OpenPart();     // From now on its writes are due.
        var state = new BlockState(part, solver, stopping);
        int epoch = RunEpochs(solver, targets, run, stopping, state, state.Resume(run.Epochs));
        int used = stopping?.Restore() ?? epoch;
        CopyWeights(solver, run.Range, (WeightMatrix)group.Weights, run.FirstColumn);
        part.End(new PartProgress(used), run.Place);
        if (hashed is null)
        {
            _idle.Add(solver);
        }
        else
        {
            solver.Dispose();
        }

        return used;
    }

    // Returns after how many epochs the block ended.
    private int RunEpochs(HeadSolver solver, BucketTargets targets, BlockRun run, EarlyStopping? stopping, BlockState state, int epoch)
    {
        double work = run.Share * _rows.Count;
        _meter.Resume(epoch * work);
        bool ended = false;
        while (epoch < run.Epochs && !ended)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            var random = SplitMix64.ForPart(_options.Seed, OrderPart, (ulong)run.Column, (ulong)run.Range.First, (ulong)epoch);
            (double loss, bool converged) = solver.RunEpoch(targets, run.Range, Rate(epoch), random);
            epoch++;
            ended = converged || (stopping?.ShouldStop(epoch) ?? false) || epoch == run.Epochs;
            int skipped = ended ? _options.Epochs - epoch : 0;
            _meter.Report(run.Stage.Name, work, skipped * work, run.Column + 1, run.Columns, epoch, loss);
            if (!ended)
            {
                state.Keep(epoch);
            }
        }

        return epoch;
    }

    // Solvers over the shared rows are handed from block to block; a hashed input has rows of its own.
    private HeadSolver Rent(RowMatrix rows, BucketRange range)
    {
        if (rows == _rows && _idle.TryTake(out HeadSolver? idle))
        {
            if (idle.Fits(range))
            {
                idle.Reset();
                return idle;
            }

            idle.Dispose();
        }

        return _options.Loss switch
        {
            HeadLoss.SquaredHinge => new SquaredHingeSolver(rows, _cost, range.Stride, _options.Cost, _options.PositiveWeight),
            HeadLoss.Softmax => new SoftmaxSolver(rows, _cost, range),
            _ => new LogisticSolver(rows, _cost, range),
        };
    }

    private float Rate(int epoch) => _options.Schedule switch
    {
        RateSchedule.Linear => _options.LearningRate * (1 - ((float)epoch / _options.Epochs)),
        RateSchedule.Cosine => _options.LearningRate * (float)(0.5 * (1 + Math.Cos(Math.PI * epoch / _options.Epochs))),
        _ => _options.LearningRate,
    };

    private static void CopyWeights(HeadSolver solver, BucketRange range, WeightMatrix weights, int firstColumn)
    {
        for (int row = 0; row < weights.Rows; row++)
        {
            solver.Weights.AsSpan(row * solver.Stride, range.Count).CopyTo(weights.Row(row).Slice(firstColumn, range.Count));
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    // Offset: where the column begins in the group's weights.
    private sealed record BlockRun(TrainingStage Stage, int Column, int Columns, HeadGroup Group, int Offset, BucketRange Range, double Share, int Epochs)
    {
        public CheckpointPart OpenPart() => Stage.Part($"{Column}-{Range.First}");

        public int FirstColumn => Offset + Range.First;

        public IEnumerable<Memory<float>> Place => BlockState.ColumnsOf((WeightMatrix)Group.Weights, FirstColumn, Range.Count);
    }
}
