using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

/// <summary>The losses of deep hashing: their formulas, written out, and their gradients by central differences.</summary>
public sealed class HashLossTests
{
    private const int Classes = 4, Bits = 3, Batch = 5;
    private static readonly Pass Serial = new(IsTraining: true, 1, Numeric.Serial);
    private static readonly int[] Own = [2, 0, 2, 3, 0];
    private static readonly float[] Costs = [1, 2, 0.5f, 1, 0];
    private static readonly float[] Targets = [1, -1, 2, -3, 1, 1, 0.5f, 1, -1, -1, -1, -1];   // Their signs count.

    public static TheoryData<string> Losses => ["OrthoHash", "GreedyHash", "HashNet"];

    [Theory]
    [InlineData(8f, 0.2f, 0f)]
    [InlineData(2f, 0f, 0.1f)]
    public void OrthoHashIsTheFormulaAndHasItsGradient(float scale, float margin, float smoothing)
    {
        Matrix outputs = Draw(1);
        NetworkLoss loss = new OrthoHashLoss(Targets, Classes, Bits, scale, margin, smoothing);
        double expected = 0;
        for (int row = 0; row < Batch; row++)
        {
            float[] z = outputs.Row(row).ToArray();
            double[] logits = [.. Enumerable.Range(0, Classes).Select(c => scale * (
                (Enumerable.Range(0, Bits).Sum(j => (double)z[j] * Math.Sign(Targets[(Bits * c) + j])) / Math.Sqrt(z.Sum(v => (double)v * v)) / Math.Sqrt(Bits))
                - (c == Own[row] ? margin : 0)))];
            double logSum = Math.Log(logits.Sum(Math.Exp));
            expected += Costs[row] / Batch * Enumerable.Range(0, Classes).Sum(c => ((c == Own[row] ? 1 - smoothing : 0) + (smoothing / Classes)) * (logSum - logits[c]));
        }

        Assert.Equal(expected, Evaluate(loss, outputs).Loss, 1e-5);
        Numeric.AssertGradient(outputs.Span, Evaluate(loss, outputs).Gradient, () => Evaluate(loss, outputs).Loss, step: 3e-3f);
    }

    [Fact]
    public void OrthoHashKeepsItsTargetsAndLooksAtDirectionsAlone()
    {
        Matrix outputs = Draw(2), longer = Draw(2);
        foreach (ref float value in longer.Span)
        {
            value *= 1000;
        }

        NetworkLoss loss = new OrthoHashLoss(Targets, Classes, Bits, 8, 0.2f, 0);
        double first = Evaluate(loss, outputs).Loss;
        loss.Step(new StepSize(1, 1, 0, 0));

        Assert.Equal(first, Evaluate(loss, longer).Loss, 1e-5);
        Assert.Empty(loss.State);
    }

    [Fact]
    public void ARowOfZerosHasNoDirection()
    {
        NetworkLoss loss = new OrthoHashLoss(Targets, Classes, Bits, 8, 0, 0);

        Assert.Equal(Math.Log(Classes), Evaluate(loss, new Matrix(1, Bits)).Loss, 1e-5);    // All cosines are 0.
    }

    [Fact]
    public void GreedyHashIsTheHeadOnSignsPlusThePenalty()
    {
        Matrix outputs = Draw(3);
        outputs.Row(1)[2] = 0;      // Its sign is −1.
        GreedyHashLoss loss = Greedy(0.7f);
        double expected = 0;
        for (int row = 0; row < Batch; row++)
        {
            float[] z = outputs.Row(row).ToArray();
            double[] logits = [.. Enumerable.Range(0, Classes).Select(c => Enumerable.Range(0, Bits).Sum(j => loss.Classes.Value.Row(c)[j] * (z[j] > 0 ? 1.0 : -1)))];
            expected += Costs[row] / Batch * (Math.Log(logits.Sum(Math.Exp)) - logits[Own[row]]);
            expected += 0.7 * Costs[row] / Batch / Bits * z.Sum(v => Math.Pow(Math.Abs(Math.Abs((double)v) - 1), 3));
        }

        Assert.Equal(expected, Evaluate(loss, outputs).Loss, 1e-5);
    }

    [Fact]
    public void GreedyHashPassesTheSignStraightAndAddsThePenaltysGradient()
    {
        Matrix outputs = Draw(4);
        float[] straight = Evaluate(Greedy(0), outputs).Gradient;
        float[] all = Evaluate(Greedy(0.7f), outputs).Gradient;
        Matrix signs = Draw(4);
        foreach (ref float value in signs.Span)
        {
            value = value > 0 ? 1 : -1;
        }

        Assert.Equal(Evaluate(Greedy(0), signs).Gradient, straight);

        // Signs stay as they are under small steps, so that differences see the penalty alone.
        GreedyHashLoss loss = Greedy(0.7f);
        Assert.All(outputs.Span.ToArray(), value => Assert.NotInRange(value, -5e-3f, 5e-3f));
        Numeric.AssertGradient(outputs.Span, [.. all.Zip(straight, (a, b) => a - b)], () => Evaluate(loss, outputs).Loss, step: 3e-3f);
        GreedyHashLoss head = Greedy(0.7f);
        Evaluate(head, outputs);
        float[] byClasses = head.Classes.Gradient.Span[..(Classes * Bits)].ToArray();
        Numeric.AssertGradient(head.Classes.Value.Span[..(Classes * Bits)], byClasses, () => Evaluate(head, outputs).Loss);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void HashNetIsTheFormulaAndHasItsGradient(int epoch)
    {
        Matrix outputs = Draw(5);
        NetworkLoss loss = new HashNetLoss(Bits, pairScale: 6, growth: 5);
        loss.Begin(epoch, 5);
        double beta = Math.Sqrt(1 + epoch);
        (int I, int J)[] pairs = [.. from i in Enumerable.Range(0, Batch) from j in Enumerable.Range(0, Batch) where i != j select (i, j)];
        int alike = pairs.Count(pair => Own[pair.I] == Own[pair.J]);
        Assert.Equal(4, alike);
        double expected = pairs.Sum(pair =>
        {
            double theta = 2 * Enumerable.Range(0, Bits).Sum(b => Math.Tanh(beta * outputs.Row(pair.I)[b]) * Math.Tanh(beta * outputs.Row(pair.J)[b]));
            bool same = Own[pair.I] == Own[pair.J];
            double weight = Costs[pair.I] * Costs[pair.J] * 0.5 / (same ? alike : pairs.Length - alike);
            return weight * (Math.Log(1 + Math.Exp(theta)) - (same ? theta : 0));
        });

        Assert.Equal(expected, Evaluate(loss, outputs).Loss, 1e-5);
        Numeric.AssertGradient(outputs.Span, Evaluate(loss, outputs).Gradient, () => Evaluate(loss, outputs).Loss, step: 3e-3f);
    }

    [Theory]
    [InlineData(1, 1, 0.3132617)]   // θ = 1: ln(1 + e⁻¹).
    [InlineData(1, 2, 1.3132617)]   // ln(1 + e).
    public void PairsOfOneKindAloneWeighAll(int first, int second, double expected)
    {
        var outputs = new Matrix(2, 1);
        (outputs.Data[0], outputs.Data[1]) = (50, 50);      // tanh is 1.
        NetworkLoss loss = new HashNetLoss(1, pairScale: 1, growth: 0);

        Assert.Equal(expected, loss.Evaluate(outputs, new[] { first, second }, new float[] { 1, 1 }, new Matrix(2, 1), Serial), 1e-6);
    }

    [Fact]
    public void OneRowHasNoPairs()
    {
        var gradient = new Matrix(1, Bits);
        Assert.Equal(0, new HashNetLoss(Bits, 10, 50).Evaluate(Draw(6, rows: 1), Own.AsMemory(0, 1), Costs.AsMemory(0, 1), gradient, Serial));
        Assert.Equal(new float[Bits], gradient.Data);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void OutputsThatAreNoNumbersMakeTheLossNone(string name)
    {
        Matrix outputs = Draw(7);
        outputs.Row(3)[1] = float.NaN;

        Assert.Equal(double.NaN, Evaluate(Create(name), outputs).Loss);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ThreadsDoNotChangeABit(string name)
    {
        var random = new SplitMix64(8);
        Matrix outputs = Numeric.Draw(300, Bits, ref random);
        int[] classes = [.. Enumerable.Range(0, 300).Select(_ => random.NextIndex(Classes))];
        float[] costs = [.. Enumerable.Repeat(1f, 300)];
        (double, float[]) Run(int threads)
        {
            var gradient = new Matrix(300, Bits);
            double loss = Create(name).Evaluate(outputs, classes, costs, gradient, new Pass(IsTraining: true, 1, new ParallelOptions { MaxDegreeOfParallelism = threads }));
            return (loss, gradient.Data);
        }

        (double one, float[] gradientOfOne) = Run(1);
        (double three, float[] gradientOfThree) = Run(3);
        Assert.Equal(one, three);
        Assert.Equal(gradientOfOne, gradientOfThree);
        Assert.Contains(gradientOfOne, value => value != 0);
    }

    private static NetworkLoss Create(string name) => name switch
    {
        "OrthoHash" => new OrthoHashLoss(Targets, Classes, Bits, 8, 0.2f, 0.1f),
        "GreedyHash" => Greedy(0.1f),
        _ => new HashNetLoss(Bits, 10, 50),
    };

    private static GreedyHashLoss Greedy(float penalty)
    {
        var loss = new GreedyHashLoss(Classes, Bits, penalty, smoothing: 0);
        var random = new SplitMix64(9);
        loss.Classes.Draw(1, ref random);
        return loss;
    }

    private static Matrix Draw(ulong seed, int rows = Batch)
    {
        var random = new SplitMix64(seed);
        return Numeric.Draw(rows, Bits, ref random);
    }

    private static (double Loss, float[] Gradient) Evaluate(NetworkLoss loss, Matrix outputs)
    {
        var gradient = new Matrix(outputs.Rows, Bits);
        double value = loss.Evaluate(outputs, Own.AsMemory(0, outputs.Rows), Costs.AsMemory(0, outputs.Rows), gradient, Serial);
        return (value, gradient.Span.ToArray());
    }
}
