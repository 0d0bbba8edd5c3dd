using System.Numerics.Tensors;
using Codeword.Numerics;
using Codeword.Training.Checkpoints;

namespace Codeword.Training.Networks;

/// <summary>Runs the epochs of a phase, and goes back to the one that was best on held-out rows.</summary>
internal sealed class NetworkTrainer(
    LabelledRows training, LabelledRows? held, int classCount, NetworkOptions options, ParallelOptions parallel, ProgressMeter meter, TrainingStage stage)
{
    private const int EvaluationBatch = 512;
    private const ulong OrderPart = 20;
    private const ulong DropPart = 21;

    /// <summary>The wish to stop.</summary>
    public CancellationToken Cancellation => parallel.CancellationToken;

    /// <summary>Trains a network; returns how many epochs the state it ends in took, and that state's accuracy on held-out rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">What its outputs are held against.</param>
    /// <param name="phase">Epochs and rates.</param>
    /// <param name="accuracy">Gives the share of held-out rows, or of digits of theirs, that the network gets right as it stands.</param>
    public (int Epochs, double Accuracy) Train(Network network, NetworkLoss loss, NetworkPhase phase, Func<double> accuracy)
    {
        network.Rest();
        var checkpoint = new PhaseCheckpoint(stage.Part(phase.PartName), network, loss);
        (bool isDone, PartProgress resumed, PhaseBest? best) = checkpoint.Resume(phase.Stop);
        meter.Resume((isDone ? phase.Epochs : resumed.Epochs) * WorkOf(phase));
        if (isDone)
        {
            return (resumed.Epochs, resumed.Best);
        }

        best = RunEpochs(network, loss, phase, accuracy, checkpoint, resumed.Epochs, best);
        if (best is not null)
        {
            network.Restore(best.Network);
            loss.Restore(best.Loss);
        }

        (int epochs, double reached) = best is null ? (phase.Stop, 0) : (best.Epoch, best.Accuracy);
        checkpoint.End(epochs, reached);
        return (epochs, reached);
    }

    /// <summary>Maps all rows, a batch at a time.</summary>
    public void ForBatches(Network network, LabelledRows rows, Action<int, Matrix> action)
    {
        int[] all = [.. Enumerable.Range(0, rows.Rows.Count)];
        var pass = new Pass(IsTraining: false, 0, parallel);
        for (int start = 0; start < all.Length; start += EvaluationBatch)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            action(start, network.Forward(new Batch(rows.Rows, all.AsMemory(start, Math.Min(EvaluationBatch, all.Length - start))), pass));
        }
    }

    /// <summary>The share of held-out rows whose class has the highest score.</summary>
    /// <param name="network">The network.</param>
    /// <param name="classMatrix">K × width: its products with outputs are the classes' scores.</param>
    public double Accuracy(Network network, Matrix classMatrix)
    {
        int hits = 0;
        var scores = new Matrix(0, classMatrix.Rows);
        ForBatches(network, held!, (start, outputs) =>
        {
            scores.Resize(outputs.Rows);
            Gemm.Multiply(outputs, false, classMatrix, true, scores, accumulate: false, parallel);
            for (int row = 0; row < outputs.Rows; row++)
            {
                hits += TensorPrimitives.IndexOfMax<float>(scores.Row(row)[..classCount]) == held!.Classes[start + row] ? 1 : 0;
            }
        });
        return (double)hits / held!.Rows.Count;
    }

    private double WorkOf(NetworkPhase phase) => (double)training.Rows.Count / phase.Repetitions;

    private PhaseBest? RunEpochs(
        Network network, NetworkLoss loss, NetworkPhase phase, Func<double> accuracy, PhaseCheckpoint checkpoint, int done, PhaseBest? best)
    {
        int[] order = [.. Enumerable.Range(0, training.Rows.Count)];
        for (int epoch = 0; epoch < phase.Stop; epoch++)
        {
            var random = SplitMix64.ForPart(options.Seed, OrderPart, phase.Part, (ulong)epoch);
            RowOrder.Shuffle(order, ref random);
            if (epoch < done)
            {
                continue;       // Done before, but for the order, which epochs hand on.
            }

            double mean = RunEpoch(network, loss, phase, epoch, order);
            if (!double.IsFinite(mean))
            {
                throw new NotFiniteNumberException(
                    $"The loss of {phase.Name} became {mean} in epoch {epoch + 1} of {phase.Epochs}: the learning rates are too high for this data; "
                    + "lower them (ten times lower is a good next try).");
            }

            double work = WorkOf(phase);
            meter.Report(phase.Name, work, epoch + 1 == phase.Stop ? (phase.Epochs - phase.Stop) * work : 0, phase.Repetition, phase.Repetitions, epoch + 1, mean);
            double reached = held is null ? 0 : accuracy();
            if (held is not null && (best is null || reached >= best.Accuracy))
            {
                best = new PhaseBest(epoch + 1, reached, network.Save(best?.Network), loss.Save(best?.Loss));
            }

            if (epoch + 1 < phase.Stop)
            {
                checkpoint.Keep(epoch + 1, best);
            }
        }

        return best;
    }

    private double RunEpoch(Network network, NetworkLoss loss, NetworkPhase phase, int epoch, int[] order)
    {
        float factor = (float)(0.5 * (1 + Math.Cos(Math.PI * epoch / phase.Epochs)));
        StepSize step = phase.First with { Rate = factor * phase.First.Rate, SparseRate = factor * phase.First.SparseRate };
        loss.Begin(epoch, phase.Epochs);
        var gradient = new Matrix(0, network.Width);
        int[] classes = new int[Math.Min(options.BatchSize, order.Length)];
        float[] costs = new float[classes.Length];
        double sum = 0;
        for (int start = 0; start < order.Length; start += classes.Length)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(classes.Length, order.Length - start);
            for (int i = 0; i < count; i++)
            {
                classes[i] = training.Classes[order[start + i]];
                costs[i] = training.Costs[order[start + i]];
            }

            var batch = new Batch(training.Rows, order.AsMemory(start, count));
            var pass = new Pass(IsTraining: true, SplitMix64.ForPart(options.Seed, DropPart, phase.Part, (ulong)epoch, (ulong)start).Next(), parallel);
            Matrix outputs = network.Forward(batch, pass);
            gradient.Resize(count);
            sum += count * loss.Evaluate(outputs, classes.AsMemory(0, count), costs.AsMemory(0, count), gradient, pass);
            network.Backward(batch, gradient, pass);
            network.Step(step);
            loss.Step(step with { Rate = factor * phase.ClassRate });
        }

        return sum / order.Length;
    }
}
