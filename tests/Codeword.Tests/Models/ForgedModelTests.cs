using System.Buffers.Binary;
using System.Text;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Numerics;
using Codeword.Storage;
using Decoder = Codeword.Decoding.Decoder;

namespace Codeword.Tests.Models;

/// <summary>Model files whose checksums are right and whose content is not.</summary>
public sealed class ForgedModelTests
{
    private static readonly byte[] Text = SampleModel.Save(SampleModel.Create(ModelShape.Text));
    private static readonly byte[] Sparse = SampleModel.Save(SampleModel.Create(ModelShape.Sparse));
    private static readonly byte[] Bits = SampleModel.Save(SampleModel.Create(ModelShape.Bits));

    [Theory]
    [InlineData("LABL", "labels", 0, 0, "byte 8: found 232 more bytes; expected the section's end")]
    [InlineData("LABL", "labels", 0, -1, "byte 0: found a count of 18446744073709551615; expected at most")]
    [InlineData("LABL", "length", 0, 0, "byte 12: found no name for label 0; expected at least one character")]
    [InlineData("LABL", "length", 1, -1, "found a text of 4294967295 bytes; expected at most")]
    [InlineData("LABL", "rows", 2, -1, "found a label of -1 training rows; expected 0 or more")]
    [InlineData("LABL", "rows", 2, 1001, "a label has fewer than 0 training rows or more than the 1000 there are")]
    [InlineData("CODE", "classes", 0, 11, "byte 4: found codewords of 11 classes; expected 12, as many as there are labels")]
    [InlineData("CODE", "columns", 0, 0, "byte 12: found 0 digit columns; expected 1 to 4096")]
    [InlineData("CODE", "columns", 0, 100, "found a count of 100; expected at most")]
    [InlineData("CODE", "kind", 0, 9, "found a digit column of kind 9; expected 1 to 5")]
    [InlineData("CODE", "kind", 0, 4, "found an identity digit of 5 buckets; expected 12, one a class")]
    [InlineData("CODE", "buckets", 0, 0, "found a digit of 0 buckets; expected at least 1")]
    [InlineData("CODE", "buckets", 0, int.MinValue, "found a digit of -2147483648 buckets; expected at least 1")]
    [InlineData("CODE", "buckets", 1, 6, "expected 16, as many as the digits have values")]
    [InlineData("CODE", "parameter", 0, 0, "found the hash coefficients 0 and")]
    [InlineData("CODE", "parameter", 1, -1, "and 18446744073709551615; expected 1 and 0 to 2305843009213693950")]
    [InlineData("CODE", "parameter", 3, 5, "found the digit 5 of class 0; expected 0 to 4")]
    [InlineData("HEAD", "setting", 0, 3, "byte 4: found the loss 3; expected 0 to 2")]
    [InlineData("HEAD", "setting", 1, -1, "found -1 features; expected 0 to 2147483646")]
    [InlineData("HEAD", "setting", 2, 0, "found 0 for the input power; expected a number above 0")]
    [InlineData("HEAD", "setting", 2, 0x7FC00000, "found NaN for the input power; expected a finite number")]
    [InlineData("HEAD", "setting", 3, 2, "found 2 for the normalisation; expected 0 or 1")]
    [InlineData("HEAD", "setting", 4, 0x7F800000, "found Infinity for the bias; expected a finite number")]
    [InlineData("CODE", "kind", 0, 5, "found codes of 5 bits among 3 digit columns; expected 1 to 512 bits and no other column")]
    [InlineData("HEAD", "setting", 5, 9, "found the decoder 9; expected 0 to 8")]
    [InlineData("HEAD", "setting", 5, 7, "The decoder Hamming needs a codebook of bits, but the digits are others; use another decoder")]
    [InlineData("HEAD", "setting", 5, 0, "The decoder Mean needs probabilities, but squared-hinge heads give margins")]
    [InlineData("HEAD", "setting", 6, -1, "found NaN for the decoder power; expected a finite number")]
    [InlineData("HEAD", "setting", 7, -1, "found 4294967295 for the probability map; expected 0 or 1")]
    [InlineData("HEAD", "setting", 8, 0, "found 0 for the probability scale; expected a number above 0")]
    [InlineData("HEAD", "setting", 9, -1, "found NaN for the probability offset; expected a finite number")]
    [InlineData("HEAD", "groups", 0, 4, "found a count of 4; expected at most 3")]
    [InlineData("HEAD", "outputs", 0, 0, "found heads of 0 outputs over 4 hashed inputs; expected at least 1 and 0 to")]
    [InlineData("HEAD", "outputs", 0, int.MaxValue, "found heads of 2147483657 outputs; expected 15, as many as the digits have values")]
    [InlineData("HEAD", "hash rows", 0, int.MaxValue, "found heads of 5 outputs over 2147483647 hashed inputs")]
    [InlineData("HEAD", "hash rows", 1, 1 << 29, "section WGTS: found 300 bytes; expected 10737418460, as the heads' weights of the format Float32 take")]
    [InlineData("WGTS", "weight", 7, 0x7FC00000, "found a weight that is not finite among weights 0 to 24; expected numbers")]
    [InlineData("TEXT", "options", 0, -1, "The text featurizer is damaged: found")]
    [InlineData("TEXT", "terms", 0, int.MaxValue, "The text featurizer is damaged: found 2147483647 terms")]
    public void AFieldThatCannotBeIsNamed(string section, string name, int number, int value, string expected)
    {
        ModelBytes.Field field = ModelBytes.Fields(Text).Where(field => field.Section == section && field.Name == name).ElementAt(number);

        string message = Refusal(ModelBytes.With(Text, section, bytes => Put(bytes, field, value)));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        AssertOneSentence(message);
    }

    [Theory]
    [InlineData("CODE", "columns", 0, 2, "found codes of 9 bits among 2 digit columns; expected 1 to 512 bits and no other column")]
    [InlineData("CODE", "buckets", 0, 0, "found codes of 0 bits among 1 digit columns; expected 1 to 512 bits and no other column")]
    [InlineData("CODE", "buckets", 0, 513, "found codes of 513 bits among 1 digit columns; expected 1 to 512 bits and no other column")]
    [InlineData("CODE", "buckets", 0, 10, "found heads of 9 outputs; expected 10, as many as the digits have values")]
    [InlineData("CODE", "parameter", 3, 2, "found a code with a bit beyond its 9; expected 0 there")]
    [InlineData("HEAD", "setting", 0, 0, "A codebook of bits needs the logits of Logistic heads, but the heads' loss is SquaredHinge")]
    [InlineData("HEAD", "setting", 5, 1, "The decoder Min is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact")]
    [InlineData("HEAD", "setting", 5, 6, "the decoder Exact does not score every class, the probability map needs all scores")]
    public void AFieldOfBinaryCodesThatCannotBeIsNamed(string section, string name, int number, int value, string expected)
    {
        ModelBytes.Field field = ModelBytes.Fields(Bits).Where(field => field.Section == section && field.Name == name).ElementAt(number);

        string message = Refusal(ModelBytes.With(Bits, section, bytes => Put(bytes, field, value)));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        AssertOneSentence(message);
    }

    [Theory]
    [InlineData("setting", 0, 5, "section NOVL: byte 4: found the novelty score 5; expected 0 to 4")]
    [InlineData("setting", 0, 1, "The novelty score Disagreement needs digits that are no bits")]
    [InlineData("setting", 1, 0x7FC00000, "byte 8: found NaN for the novelty threshold; expected a number or Infinity")]
    [InlineData("setting", 1, unchecked((int)0xFF800000), "found -Infinity for the novelty threshold; expected a number or Infinity")]
    [InlineData("share", 0, 0, "found a share of 0 false alarms on 40 rows; expected both to be 0, or a share below 1 and the rows that it takes")]
    [InlineData("share", 0, 0x3FF0000000000000, "found a share of 1 false alarms on 40 rows; expected")]
    [InlineData("share", 0, 0x7FF8000000000000, "found a share of NaN false alarms on 40 rows; expected")]
    [InlineData("rows", 0, 18, "found a share of 0.05 false alarms on 18 rows; expected")]
    [InlineData("rows", 0, -1, "found a share of 0.05 false alarms on -1 rows; expected")]
    public void AFieldOfTheRuleOfNoveltyThatCannotBeIsNamed(string name, int number, long value, string expected)
    {
        byte[] model = SampleModel.Save(SampleModel.Create(ModelShape.Bits with { Novelty = NoveltyRule.Calibrate(NoveltyScore.CodeDistance, new float[40], 0.05) }));
        ModelBytes.Field field = ModelBytes.Fields(model).Where(field => field.Section == "NOVL" && field.Name == name).ElementAt(number);

        string message = Refusal(ModelBytes.With(model, "NOVL", bytes => Put(bytes, field, value)));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        AssertOneSentence(message);
        Assert.Contains("expected the section's end", Refusal(ModelBytes.With(model, "NOVL", bytes => [.. bytes, 0])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "found what is no JSON of the model's making")]
    [InlineData("null", "found null; expected an object")]
    [InlineData("[]", "found what is no JSON of the model's making")]
    [InlineData("{}", "was missing required properties")]
    [InlineData("-method", "was missing required properties including: 'method'")]
    [InlineData("\"method\":null", "found what is no JSON of the model's making")]
    [InlineData("\"options\":{\"a\":null}", "found an option without a value; expected a text for each")]
    [InlineData("\"trainingRows\":-1", "found -1 training rows; expected 0 or more")]
    [InlineData("\"trainingRows\":1e99", "found what is no JSON of the model's making")]
    [InlineData("\"trainingRows\":3", "a label has fewer than 0 training rows or more than the 3 there are")]
    [InlineData("\"format\":\"no\"", "found what is no JSON of the model's making: The stored options cannot be read")]
    [InlineData("\"format\":\"{\\\"$type\\\":\\\"xml\\\"}\"", "The stored data format is of the type \"xml\"; expected libsvm, xmlc, text, delimited, jsonl or npy")]
    [InlineData("\"validation\":{\"P@1\":1e999}", "found a validation figure beyond 0 to 1; expected shares")]
    [InlineData("\"validation\":{\"P@1\":-0.1}", "found a validation figure beyond 0 to 1; expected shares")]
    [InlineData("\"method\":\"a\",\"method\":\"b\"", "found what is no JSON of the model's making")]
    public void AnInfoSectionThatCannotBeIsNamed(string change, string expected)
    {
        string message = Refusal(ModelBytes.With(Text, "INFO", bytes => Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(bytes), change))));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        AssertOneSentence(message);
    }

    [Fact]
    public void OptionsOfALaterReleaseInTheInfoSectionAreLeftAside()
    {
        byte[] later = ModelBytes.With(Text, "INFO", bytes => [.. bytes[..^1], .. ",\"colour\":[1,2]}"u8]);

        Assert.Equal("mach", ModelFile.Load(later, "model").Info.Method);
    }

    [Theory]
    [InlineData("INFO")]
    [InlineData("LABL")]
    [InlineData("CODE")]
    [InlineData("HEAD")]
    [InlineData("WGTS")]
    public void AMissingSectionIsNamed(string tag) => Assert.Equal(
        $"model: found no section {tag}; expected one in a file of kind MODL.",
        Refusal(ModelBytes.Join(ModelBytes.Sections(Sparse).Where(section => section.Tag != tag))));

    [Fact]
    public void AUnknownCriticalSectionIsRefusedAndAnOptionalOneIsLeftAside()
    {
        Assert.Contains("found section NEWS", Refusal(ModelBytes.Join([.. ModelBytes.Sections(Sparse), ("NEWS", [1])])), StringComparison.Ordinal);

        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, new Tag("MODL"));
        foreach ((string tag, byte[] bytes) in ModelBytes.Sections(Sparse))
        {
            writer.Begin(new Tag(tag));
            writer.Write<byte>(bytes);
        }

        writer.Begin(new Tag("NEWS"), isCritical: false);
        writer.WriteInt32(1);
        writer.Commit();
        Assert.Equal(12, ModelFile.Load(stream.ToArray(), "model").Labels.Count);
    }

    [Fact]
    public void ANameThatStandsTwiceIsRefused()
    {
        string message = Refusal(ModelBytes.With(Text, "LABL", bytes =>
        {
            bytes.AsSpan(12, 7).CopyTo(bytes.AsSpan(12 + 11));   // class 0 over class 1
            return bytes;
        }));

        Assert.EndsWith("found a label twice; expected each name once.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfMoreColumnsThanItCouldScoreIsRefused()
    {
        // 5,000 one-class columns cost 8 bytes each in the file, and 4 kB each in every predictor.
        byte[] code = new byte[12 + (5000 * 8)];
        BinaryPrimitives.WriteInt32LittleEndian(code, SampleModel.Classes);
        BinaryPrimitives.WriteInt32LittleEndian(code.AsSpan(4), 5000);

        Assert.Contains(
            "found 5000 digit columns; expected 1 to 4096", Refusal(ModelBytes.With(Sparse, "CODE", _ => code)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WGTS", 0x7F7FFFFF)]
    [InlineData("WGTS", unchecked((int)0xFF7FFFFF))]
    public void AbsurdWeightsStillGiveEveryClassAScoreAndAProbability(string section, int value)
    {
        foreach ((HeadLoss loss, Decoder decoder) in ModelShape.Decoders)
        {
            byte[] bytes = SampleModel.Save(SampleModel.Create(ModelShape.Sparse with { Loss = loss, Decoder = decoder }));
            var random = new SplitMix64(3);
            byte[] absurd = ModelBytes.With(bytes, section, weights =>
            {
                for (int at = 0; at < weights.Length; at += 4)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(weights.AsSpan(at), random.NextIndex(3) == 0 ? value ^ (random.NextIndex(2) << 31) : value);
                }

                return weights;
            });

            MutantPredictions.Check(new Classifier(ModelFile.Load(absurd, "model")));
        }
    }

    internal static void AssertOneSentence(string message)
    {
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InvalidDataException>(() => ModelFile.Load(bytes, "model")).Message;

    private static byte[] Put(byte[] bytes, ModelBytes.Field field, long value)
    {
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number.AsSpan(0, field.Size).CopyTo(bytes.AsSpan(field.Offset));
        return bytes;
    }

    /// <summary>Takes a member out (<c>-name</c>), puts another one in its place (<c>"name":…</c>), or takes the change for the whole.</summary>
    private static string Changed(string json, string change)
    {
        if (!change.StartsWith('-') && !change.StartsWith('"'))
        {
            return change;
        }

        var members = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        members.Remove(change.Split('"', ':')[change.StartsWith('-') ? 0 : 1].TrimStart('-'));
        string rest = members.ToJsonString();
        return change.StartsWith('-') ? rest : $"{{{change},{rest[1..]}";
    }
}
