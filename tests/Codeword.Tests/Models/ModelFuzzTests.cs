using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Numerics;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Models;

public sealed partial class ModelFuzzTests
{
    private const int Mutants = 100_000;
    private const long AllocationsPerByte = 16;
    private const long AllocationsAtLeast = 64 << 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);   // A load takes well under a millisecond; the machine may be busy.

    private static readonly ulong[] Extremes =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 127, 128, 255, 256, 257, 4095, 4096, 4097, 65_535, 65_536, 1 << 20, 1 << 24, (1 << 28) + 1, 1 << 30,
        int.MaxValue - 1, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, (1UL << 61) - 2, (1UL << 61) - 1, long.MaxValue, 1UL << 63, ulong.MaxValue,
        0x7FC00000, 0x7F800000, 0xFF800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x3F800000, 0xBF800000, 0x80000000, 0x00000001, 0x501502F9,
    ];

    private static readonly string[] Tokens = ["0", "-1", "1e999", "2147483648", "1e-400", "null", "true", "[]", "{}", "\"\"", "\"\\ud800\"", "99999999999999999999"];

    /// <summary>Tiny models of all column kinds: text with hashed input, sparse softmax, sparse logistic with several labels, binary codes,
    /// binary codes behind an encoder, digits behind an encoder each; and one of each packed format of weights.</summary>
    private static readonly byte[][] Seeds =
    [
        SampleModel.Save(SampleModel.Create(ModelShape.Text)),
        SampleModel.Save(SampleModel.Create(ModelShape.Sparse)),
        SampleModel.Save(SampleModel.Create(ModelShape.Sparse with
        {
            Loss = HeadLoss.Logistic, Decoder = new(DecoderKind.Median), HashesInput = true, IsMultiLabel = true,
        })),
        SampleModel.Save(SampleModel.Create(ModelShape.Bits with { IsMultiLabel = true })),
        SampleModel.Save(SampleModel.Create(ModelShape.Encoded with { Novelty = NoveltyRule.OfRadius(2) })),
        SampleModel.Save(SampleModel.Create(ModelShape.Branched with { Novelty = NoveltyRule.Calibrate(NoveltyScore.Disagreement, new float[99], 0.02) })),
        SampleModel.Save(SampleModel.Create(ModelShape.Branched with { Weights = WeightFormat.Int4 })),
        .. Enum.GetValues<WeightFormat>().Skip(1).Select(format => SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { HashesInput = true, Weights = format }))),
    ];

    [Fact]
    public void AHundredThousandMutantsEndInARefusalOfOneSentenceOrInAModelThatPredicts()
    {
        foreach (byte[] seed in Seeds)
        {
            Assert.True(Try(seed));   // Warm, so that no mutant's allocations count what is loaded once.
        }

        int accepted = 0;
        int acceptedUnsealed = 0;
        Parallel.For(0, Mutants, () => (Sealed: 0, Unsealed: 0), (i, _, counts) =>
        {
            bool isSealed = i % 2 == 0;
            byte[] mutant = Mutate(Seeds[i / 2 % Seeds.Length], isSealed, SplitMix64.ForPart(11, (ulong)i));
            bool loads = Try(mutant);
            return (counts.Sealed + (loads && isSealed ? 1 : 0), counts.Unsealed + (loads && !isSealed ? 1 : 0));
        }, counts =>
        {
            Interlocked.Add(ref accepted, counts.Sealed);
            Interlocked.Add(ref acceptedUnsealed, counts.Unsealed);
        });

        Assert.InRange(accepted, Mutants / 50, Mutants / 2);
        Assert.InRange(acceptedUnsealed, 0, Mutants / 100);   // Only those whose edits changed nothing.
    }

    [Fact]
    public void EveryFieldAtEveryExtremeEndsInARefusalOfOneSentenceOrInAModelThatPredicts()
    {
        foreach (byte[] seed in Seeds)
        {
            List<(string Tag, byte[] Bytes)> sections = ModelBytes.Sections(seed);
            foreach (ModelBytes.Field field in ModelBytes.Fields(seed).Where(field => field.Section is not ("WGTS" or "ENCW") || field.Offset < 16))
            {
                foreach (ulong extreme in Extremes)
                {
                    Try(ModelBytes.Join(sections.Select(section => section.Tag == field.Section
                        ? (section.Tag, Put(section.Bytes, field, extreme))
                        : section)));
                }
            }
        }
    }

    /// <summary>Whether the bytes make a model; any outcome but that and a well-worded refusal fails the test.</summary>
    private static bool Try(byte[] mutant)
    {
        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Classifier? classifier = null;
        string? refusal = null;
        try
        {
            classifier = new Classifier(ModelFile.Load(mutant, "mutant"));
        }
        catch (InvalidDataException e)
        {
            refusal = e.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, AllocationsAtLeast + (AllocationsPerByte * mutant.Length));
        if (refusal is not null)
        {
            Assert.True(OneSentence().IsMatch(refusal), refusal);
        }
        else
        {
            MutantPredictions.Check(classifier!);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Longest);
        return refusal is null;
    }

    private static byte[] Mutate(byte[] seed, bool isSealed, SplitMix64 random)
    {
        if (!isSealed)
        {
            return Damage([.. seed], ref random);
        }

        if (random.NextIndex(4) == 0)
        {
            return SampleFile.Reseal(DamageInside([.. seed], ref random));
        }

        List<(string Tag, byte[] Bytes)> sections = ModelBytes.Sections(seed);
        IReadOnlyList<ModelBytes.Field> fields = ModelBytes.Fields(seed);
        for (int edits = 1 + random.NextIndex(3); edits > 0; edits--)
        {
            int which = random.NextIndex(sections.Count);
            (string tag, byte[] bytes) = sections[which];
            ModelBytes.Field[] own = [.. fields.Where(field => field.Section == tag && field.Offset + field.Size <= bytes.Length)];
            sections[which] = (tag, random.NextIndex(8) switch
            {
                0 => bytes[..random.NextIndex(bytes.Length + 1)],
                1 => [.. bytes, .. new byte[1 + random.NextIndex(16)]],
                2 => sections[random.NextIndex(sections.Count)].Bytes,
                _ when own.Length > 0 => Put(bytes, own[random.NextIndex(own.Length)], Extreme(ref random)),
                _ => MutateJson(bytes, ref random),
            });
        }

        if (random.NextIndex(50) == 0)
        {
            sections.RemoveAt(random.NextIndex(sections.Count));
        }

        return ModelBytes.Join(sections);
    }

    /// <summary>What disks and networks do: flipped, overwritten, cut off or doubled bytes, anywhere in the file.</summary>
    private static byte[] Damage(byte[] bytes, ref SplitMix64 random)
    {
        switch (random.NextIndex(5))
        {
            case 0:
                return bytes[..random.NextIndex(bytes.Length)];
            case 1:
                return [.. bytes, .. new byte[1 + random.NextIndex(200)]];
            case 2:
                int from = 64 * random.NextIndex(bytes.Length / 64);
                int to = 64 * random.NextIndex(bytes.Length / 64);
                bytes.AsSpan(from, 64).CopyTo(bytes.AsSpan(to));
                return bytes;
            default:
                return DamageInside(bytes, ref random);
        }
    }

    private static byte[] DamageInside(byte[] bytes, ref SplitMix64 random)
    {
        for (int edits = 1 + random.NextIndex(4); edits > 0; edits--)
        {
            int at = random.NextIndex(4) == 0 ? random.NextIndex(128) : random.NextIndex(bytes.Length);
            bytes[at] = random.NextIndex(4) switch { 0 => 0, 1 => 0xFF, 2 => (byte)(bytes[at] ^ (1 << random.NextIndex(8))), _ => (byte)random.NextIndex(256) };
        }

        return bytes;
    }

    /// <summary>One of its numbers replaced, or one character gone.</summary>
    private static byte[] MutateJson(byte[] json, ref SplitMix64 random)
    {
        string text = Encoding.Latin1.GetString(json);
        MatchCollection values = JsonValue().Matches(text);
        if (values.Count == 0 || random.NextIndex(3) == 0)
        {
            return text.Length == 0 ? json : Encoding.Latin1.GetBytes(text.Remove(random.NextIndex(text.Length), 1));
        }

        Match value = values[random.NextIndex(values.Count)];
        string token = random.NextIndex(2) == 0
            ? Tokens[random.NextIndex(Tokens.Length)]
            : unchecked((long)Extreme(ref random)).ToString(CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(text.Remove(value.Index, value.Length).Insert(value.Index, token));
    }

    private static ulong Extreme(ref SplitMix64 random) => random.NextIndex(3) == 0 ? random.Next() : Extremes[random.NextIndex(Extremes.Length)];

    private static byte[] Put(byte[] bytes, ModelBytes.Field field, ulong value)
    {
        byte[] changed = [.. bytes];
        byte[] number = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        number.AsSpan(0, field.Size).CopyTo(changed.AsSpan(field.Offset));
        return changed;
    }

    [GeneratedRegex("(?<=:)(\"[^\"]*\"|[-+.0-9eE]+|true|false|null)")]
    private static partial Regex JsonValue();

    // Of a text that stands in quotes in the message anything may be said.
    [GeneratedRegex(@"^mutant: (?:""[^""]*""|(?!\. )[^\n\r])*\.$")]
    private static partial Regex OneSentence();
}
