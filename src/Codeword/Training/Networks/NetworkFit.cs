using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training.Checkpoints;

namespace Codeword.Training.Networks;

/// <summary>One training of a network from examples to heads: the phases of LLC, of given codes, of hashing, or of a real-valued head.</summary>
internal sealed class NetworkFit : IDisposable
{
    // A codebook to start from is meant to last beyond the first gradients.
    private const float WarmStartFactor = 10;
    private const float TeacherRate = 5;   // Of the class matrix that SVD and CCA codes come from.
    private const ulong WeightsPart = 10;
    private const ulong OutputsPart = 11;
    private const ulong CodesPart = 12;
    private const ulong EncoderPart = 13;
    private readonly int _classes;
    private readonly NetworkOptions _options;
    private readonly InputTransform _transform;
    private readonly LabelledRows _rows;
    private readonly Standardization? _standardization;
    private readonly NetworkTrainer _trainer;
    private readonly Queue<int>? _planned;
    private readonly List<int> _epochs = [];

    /// <param name="examples">What is trained on: one label a row.</param>
    /// <param name="transform">From <see cref="NetworkBuilder.TransformOf"/>.</param>
    /// <param name="held">Examples to choose the epochs by, or null.</param>
    /// <param name="options">How.</param>
    /// <param name="epochs">Epochs of each phase, from an earlier fit, or null.</param>
    /// <param name="parallel">The threads.</param>
    /// <param name="meter">For progress.</param>
    /// <param name="stage">What a checkpoint has of the fit.</param>
    public NetworkFit(
        ExampleSet examples, InputTransform transform, HeldOut? held, NetworkOptions options, int[]? epochs, ParallelOptions parallel, ProgressMeter meter,
        TrainingStage stage)
    {
        (_classes, _options, _transform) = (examples.Labels.Count, options, transform);
        _planned = epochs is null ? null : new Queue<int>(epochs);
        _rows = LabelledRows.Of(examples, RowMatrix.From(examples, transform), options.ClassWeightPower);
        _standardization = transform.Normalize ? null : Standardization.Of(_rows.Rows);
        LabelledRows? heldRows = held is null ? null : LabelledRows.Of(held.Examples, held.Rows, 0);
        _trainer = new NetworkTrainer(_rows, heldRows, _classes, options, parallel, meter, stage);
    }

    /// <summary>Share of the classes that were moved to free codes; null where clashes are left.</summary>
    public double? RepairedShare { get; private set; }

    /// <summary>Gives scratch files back.</summary>
    public void Dispose() => _rows.Rows.Dispose();

    /// <summary>Passes over the data that options ask for, all phases together.</summary>
    public static int EpochsOf(NetworkOptions options) => options switch
    {
        LlcOptions llc => llc.CodebookEpochs + llc.BitEpochs + (llc.WarmStart is CodeKind.Svd or CodeKind.Cca ? llc.CodebookEpochs : 0),
        CodeOptions code => code.CodebookEpochs + code.BitEpochs,
        HashOptions hash => hash.Epochs,
        SoftmaxOptions softmax => softmax.Epochs,
        _ => throw new ArgumentException("No such options.", nameof(options)),
    };

    /// <summary>Trains, and gives the codebook, the heads and the epochs each phase took.</summary>
    /// <param name="given">The codebook that options call Given, as real numbers whose signs are its bits.</param>
    public (Codebook Codebook, Heads Heads, int[] Epochs) Run(float[]? given) => _options switch
    {
        SoftmaxOptions softmax => RunSoftmax(softmax),
        LlcOptions llc => RunLlc(llc, given),
        EcocOptions ecoc => RunEcoc(ecoc, given),
        HashOptions hash => RunHash(hash),
        _ => throw new ArgumentException("No such options."),
    };

    private (Codebook, Heads, int[]) RunSoftmax(SoftmaxOptions softmax)
    {
        (Network network, ClassLoss loss) = TrainTeacher(softmax.Bottleneck is { } units ? CreateNetwork(null, units) : CreateEncoder(), softmax.Epochs, "train");
        List<EncoderLayer> maps = NetworkExport.Layers(network, _transform.Rows, _transform.Bias);
        var weights = new WeightMatrix(network.Width + 1L, _classes);
        for (int unit = 0; unit < network.Width; unit++)
        {
            Span<float> row = weights.Row(unit);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = loss.Classes.Value.Row(c)[unit];
            }
        }

        var heads = new Heads(HeadLoss.Softmax, _transform, [new HeadGroup(weights, null)], new LayeredEncoder(maps));
        return (new Codebook([new IdentityColumn(_classes)]), heads, [.. _epochs]);
    }

    private (Codebook, Heads, int[]) RunLlc(LlcOptions llc, float[]? given)
    {
        var random = SplitMix64.ForPart(_options.Seed, WeightsPart);
        (float[] start, Network? encoder) = llc.WarmStart is { } kind
            ? FindCodes(llc, kind, given)
            : (BitCodes.Random(_classes, llc.Bits, ref random), null);
        Network network = CreateNetwork(encoder, llc.Bits);
        var loss = new ClassLoss(_classes, llc.Bits, llc.Estimator, llc.BothBinary, llc.LabelSmoothing);
        float scale = (llc.WarmStart is null ? 1 : WarmStartFactor) * llc.InitialDeviation / RootMeanSquare(start);
        for (int i = 0; i < start.Length; i++)
        {
            loss.Classes.Value.Data[i] = scale * start[i];
        }

        Train(network, loss, "codebook", 1, llc.CodebookEpochs, llc.LearningRate, llc.SparseLearningRate, loss.Evaluated);
        return TrainBits(network, llc, loss.Classes.Value.Data[..start.Length], llc.BitEpochs);
    }

    private (Codebook, Heads, int[]) RunEcoc(EcocOptions ecoc, float[]? given)
    {
        (float[] codes, Network? encoder) = FindCodes(ecoc, ecoc.Codes, given);
        int epochs = ecoc.BitEpochs + (encoder is null ? ecoc.CodebookEpochs : 0);
        return TrainBits(CreateNetwork(encoder, ecoc.Bits), ecoc, codes, epochs);
    }

    private (Codebook, Heads, int[]) RunHash(HashOptions hash)
    {
        var random = SplitMix64.ForPart(_options.Seed, CodesPart);
        Network network = CreateNetwork(null, hash.Bits);
        NetworkLoss loss = hash.Loss switch
        {
            HashLoss.OrthoHash => new OrthoHashLoss(
                BitCodes.MaxMin(_classes, hash.Bits, ref random, _trainer.Cancellation), _classes, hash.Bits, hash.Scale, hash.Margin, hash.LabelSmoothing),
            HashLoss.GreedyHash => new GreedyHashLoss(_classes, hash.Bits, hash.Penalty, hash.LabelSmoothing),
            _ => new HashNetLoss(hash.Bits, hash.PairScale, hash.Continuation),
        };
        Matrix Centers() => ClassCenters.Signs(_trainer, network, _rows, _classes);
        Train(network, loss, "hash", 1, hash.Epochs, hash.LearningRate, hash.SparseLearningRate, Centers);
        return WithBits(network, BinaryCodes.FromSigns(Centers().Span, _classes, hash.Bits));
    }

    private (float[] Codes, Network? Encoder) FindCodes(CodeOptions options, CodeKind kind, float[]? given)
    {
        var random = SplitMix64.ForPart(options.Seed, CodesPart);
        if (kind is CodeKind.Svd or CodeKind.Cca)
        {
            (Network encoder, ClassLoss head) = TrainTeacher(CreateEncoder(), options.CodebookEpochs, "codebook");
            return (kind == CodeKind.Svd
                ? SpectralCodes.Svd(head.Classes.Value, _classes, options.Bits)
                : ClassMoments.Of(_trainer, encoder, _rows, _classes).ToCodes(options.Bits), encoder);
        }

        return (kind switch
        {
            CodeKind.Random => BitCodes.Random(_classes, options.Bits, ref random),
            CodeKind.MaxMin => BitCodes.MaxMin(_classes, options.Bits, ref random, _trainer.Cancellation),
            CodeKind.Hadamard => BitCodes.Hadamard(_classes, options.Bits, ref random),
            _ => given ?? throw new ArgumentException("The options ask for a given codebook, but none was given."),
        }, null);
    }

    private Network CreateNetwork(Network? encoder, int outputs)
    {
        encoder ??= CreateEncoder();
        var random = SplitMix64.ForPart(_options.Seed, OutputsPart);
        return NetworkBuilder.AddOutputs(encoder, _rows.Rows, _standardization, outputs, _options, ref random);
    }

    // Every codebook of a seed starts from the same encoder.
    private Network? CreateEncoder()
    {
        var random = SplitMix64.ForPart(_options.Seed, EncoderPart);
        return NetworkBuilder.BuildEncoder(_rows.Rows, _standardization, _options, ref random);
    }

    // A real-valued head on an encoder, its class matrix starting at 0.
    private (Network Encoder, ClassLoss Head) TrainTeacher(Network? start, int epochs, string name)
    {
        Network encoder = start
            ?? throw new ArgumentException("A real-valued head needs an encoder; use EmbeddingBag or Mlp, or one-vs-all (ova) for linear heads.");
        var head = new ClassLoss(_classes, encoder.Width, estimator: null, bothBinary: false, _options.LabelSmoothing);
        NetworkOptions rates = _options as SoftmaxOptions ?? new SoftmaxOptions { LearningRate = _options.LearningRate, ClassLearningRate = TeacherRate };
        Train(encoder, head, name, 0, epochs, rates.LearningRate, rates.SparseLearningRate, () => head.Classes.Value, rates.ClassLearningRate);
        return (encoder, head);
    }

    private (Codebook, Heads, int[]) TrainBits(Network network, CodeOptions options, float[] codes, int epochs)
    {
        if (options.RepairClashes)
        {
            RepairedShare = (double)ClashRepair.Run(codes, options.Bits, _trainer.Cancellation) / _classes;
        }

        var binary = BinaryCodes.FromSigns(codes, _classes, options.Bits);
        var signs = new Matrix(_classes, options.Bits);
        for (int i = 0; i < codes.Length; i++)
        {
            signs.Data[i] = Bit.Sign(codes[i]);
        }

        float[] targets = [.. codes.Select(code => Bit.IsOne(code) ? 1f : 0f)];
        Train(network, new BitLoss(targets, options.Bits), "bits", 2, epochs, options.BitLearningRate * options.Bits, options.SparseBitLearningRate, () => signs);
        return WithBits(network, binary);
    }

    // The last map gives the bits' logits, what stands before it is the encoder.
    private (Codebook, Heads, int[]) WithBits(Network network, BinaryCodes codes)
    {
        List<EncoderLayer> maps = NetworkExport.Layers(network, _transform.Rows, _transform.Bias);
        Encoder? encoder = maps.Count > 1 ? new LayeredEncoder(maps[..^1]) : null;
        var heads = new Heads(HeadLoss.Logistic, _transform, [new HeadGroup(maps[^1].Weights, null)], encoder);
        return (Codebook.OfBits(codes), heads, [.. _epochs]);
    }

    private void Train(
        Network network, NetworkLoss loss, string name, ulong part, int epochs, float rate, float sparseRate, Func<Matrix> classMatrix, float? classRate = null)
    {
        int stop = _planned?.Dequeue() ?? epochs;
        var step = new StepSize(rate, sparseRate, _options.Momentum, _options.WeightDecay);
        var phase = new NetworkPhase(name, part, epochs, stop, step, classRate ?? _options.ClassLearningRate);
        _epochs.Add(_trainer.Train(network, loss, phase, () => _trainer.Accuracy(network, classMatrix())).Epochs);
    }

    private static float RootMeanSquare(float[] values) => (float)Math.Sqrt(values.Sum(value => (double)value * value) / values.Length);
}
