using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>
/// What a real-valued head and LLC's cost an instance after the encoder, as the number of classes grows: parameters, operations, microseconds, bytes.
/// One thread. Codes are random; an instance's logits are its class's signs, some of them wrong.
/// </summary>
internal static class DecodeExperiment
{
    private const int Width = 256;
    private const int Queries = 512;
    private const double WrongBits = 0.1;
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(0.5);

    public static void Run(ResultWriter output)
    {
        output.Text($"Encoder width d = {Width}; k = ⌈2·log₂ K⌉ bits, and 20; {100 * WrongBits:F0} % of the bits wrong; {Queries} instances in turn; one thread.");
        output.Text("Head: k (or K) outputs of the encoder's d units, each with a bias. Decoders: from k logits to the best class; bit operations are the bits compared,");
        output.Text("or of soft decoding added up, before words of 64 and tables of sums save any.");
        output.Header(
            "K", "k", "scheme", "head's parameters", "code bits", "head's multiply-adds", "bit operations", "head µs", "decoder µs", "bytes of head and codes",
            "bytes decoding adds", "searched");
        foreach (int classes in new[] { 1_000, 10_000, 100_000, 1_000_000 })
        {
            RunReal(output, classes);
            int longer = (int)Math.Ceiling(2 * Math.Log2(classes));
            foreach (int bits in new[] { 20, longer }.Distinct())
            {
                RunBits(output, classes, bits);
            }
        }
    }

    private static void RunReal(ResultWriter output, int classes)
    {
        var random = new SplitMix64(1);
        WeightMatrix weights = Draw(classes, ref random);
        float[] features = [.. Enumerable.Range(0, Width).Select(_ => Math.Max(0, random.NextGaussian()))];
        float[] scores = new float[classes];
        int best = 0;
        double micros = Time(_ =>
        {
            weights.MultiplyDense(features, scores);
            best += TensorPrimitives.IndexOfMax<float>(scores);
        });
        output.Row(classes, "", "real-valued head", (Width + 1L) * classes, 0, (long)Width * classes, 0, Micros(micros), "in head", 4L * (Width + 1) * classes, 0, "");
    }

    private static void RunBits(ResultWriter output, int classes, int bits)
    {
        var random = new SplitMix64((ulong)bits);
        float[] signs = [.. Enumerable.Range(0, classes * bits).Select(_ => random.NextGaussian())];
        var codes = BinaryCodes.FromSigns(signs, classes, bits);
        var codebook = Codebook.OfBits(codes);
        WeightMatrix weights = Draw(bits, ref random);
        float[] features = [.. Enumerable.Range(0, Width).Select(_ => Math.Max(0, random.NextGaussian()))];
        float[] logits = new float[bits];
        double head = Time(_ => weights.MultiplyDense(features, logits));
        float[][] queries = [.. Enumerable.Range(0, Queries).Select(_ => Query(codes, ref random))];
        foreach (DecoderKind kind in new[] { DecoderKind.Exact, DecoderKind.Table, DecoderKind.Hamming, DecoderKind.LogSum })
        {
            var scorer = Scorer.Create(codebook, HeadLoss.Logistic, new Decoder(kind));
            ScoringScratch scratch = scorer.CreateScratch();
            int[] labels = new int[1];
            float[] scores = new float[1];
            double micros = Time(i =>
            {
                scorer.Prepare(queries[i % Queries], scratch);
                var top = new TopK(labels, scores);
                scorer.Rank(scratch, ref top, 0);
            });
            output.Row(
                classes, bits, Name(kind), (Width + 1L) * bits, (long)classes * bits, (long)Width * bits,
                kind is DecoderKind.Exact or DecoderKind.Table ? bits : (long)classes * bits,
                Micros(head), Micros(micros), (4L * (Width + 1) * bits) + codes.StoredBytes, scorer.Bytes,
                kind == DecoderKind.Table ? ResultWriter.Percent((double)scratch.Scans / scratch.Rankings) + " %" : "");
        }
    }

    private static string Name(DecoderKind kind) => kind switch
    {
        DecoderKind.Exact => "exact (ED)",
        DecoderKind.Hamming => "Hamming (MHD)",
        DecoderKind.LogSum => "soft",
        _ => "table",
    };

    private static WeightMatrix Draw(int columns, ref SplitMix64 random)
    {
        var weights = new WeightMatrix(Width + 1L, columns);
        for (int row = 0; row <= Width; row++)
        {
            foreach (ref float weight in weights.Row(row))
            {
                weight = (float)random.NextDouble() - 0.5f;
            }
        }

        return weights;
    }

    private static float[] Query(BinaryCodes codes, ref SplitMix64 random)
    {
        int row = random.NextIndex(codes.Count);
        float[] logits = new float[codes.Bits];
        for (int bit = 0; bit < logits.Length; bit++)
        {
            bool isWrong = random.NextDouble() < WrongBits;
            float size = (float)(isWrong ? random.NextDouble() : 3 * random.NextDouble()) + 1e-3f;
            logits[bit] = codes[row, bit] != isWrong ? size : -size;
        }

        return logits;
    }

    // Microseconds a call, after a first round that does not count.
    private static double Time(Action<int> action)
    {
        for (int i = 0; i < 50; i++)
        {
            action(i);
        }

        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (Stopwatch.GetElapsedTime(start) < AtLeast)
        {
            for (int i = 0; i < 16; i++)
            {
                action(count++);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }

    private static string Micros(double value) => value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
}
