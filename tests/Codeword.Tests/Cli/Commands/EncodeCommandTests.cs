using System.Text.Json;
using Codeword.Codes;
using Codeword.Tests.Data;
using Codeword.Tests.Models;

namespace Codeword.Tests.Cli.Commands;

public sealed class EncodeCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    private static readonly string[] Rows = ["purr whiskers", "__label__dog bark tail", "nothing known", "buzz"];

    [Fact]
    public void EachRowIsALineOfHexadecimalDigits()
    {
        CliRun run = CliRun.With(string.Join('\n', Rows), "encode", codes.Model);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Expected(), run.Lines);
        Assert.Equal(run, CliRun.Of("encode", codes.Model, codes.Write("rows.txt", Rows), "--threads", "3"));
    }

    [Fact]
    public void ALineWithoutARowIsAnEmptyLine() => Assert.Equal(
        [Expected()[0], "", Expected()[3]], CliRun.With("purr whiskers\n\nbuzz\n", "encode", codes.Model).Lines);

    [Fact]
    public void PackedBytesBitsAndJsonSayTheSame()
    {
        string rows = codes.Write("rows.txt", Rows);
        byte[] packed = CliRun.BytesOf("", "encode", codes.Model, rows, "--packed");
        Assert.Equal(Expected(), packed.Select(code => $"{code:x2}"));
        Assert.Equal(
            packed.Select(code => string.Concat(Enumerable.Range(0, TinyCodes.Bits).Select(j => (code >> j) & 1))),
            CliRun.Of("encode", codes.Model, rows, "--binary").Lines);

        string[] lines = CliRun.Of("encode", codes.Model, rows, "--json").Lines;
        for (int i = 0; i < Rows.Length; i++)
        {
            using JsonDocument json = JsonDocument.Parse(lines[i]);
            Assert.Equal((i + 1, Expected()[i]), (json.RootElement.GetProperty("line").GetInt32(), json.RootElement.GetProperty("code").GetString()));
            float[] logits = [.. json.RootElement.GetProperty("logits").EnumerateArray().Select(logit => logit.GetSingle())];
            Assert.Equal(Enumerable.Range(0, TinyCodes.Bits).Select(j => ((packed[i] >> j) & 1) == 1), logits.Select(logit => logit > 0));
        }
    }

    [Fact]
    public void AFileIsWrittenWholeOrNotAtAll()
    {
        string rows = codes.Write("rows.txt", Rows);
        string packed = codes.File("packed.bin");
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("encode", codes.Model, rows, "--packed", "-o", packed));
        Assert.Equal(Expected(), File.ReadAllBytes(packed).Select(code => $"{code:x2}"));

        string none = codes.File("none.hex");
        CliRun run = CliRun.Of("encode", codes.Model, codes.File("nowhere.txt"), "-o", none);
        Assert.Equal((1, false), (run.Code, File.Exists(none)));
    }

    [Fact]
    public void MoreRowsThanABlockKeepTheirOrder()
    {
        string[] rows = [.. Enumerable.Range(0, 2500).Select(i => Rows[i * 7 % 4])];
        Assert.Equal(rows.Select((_, i) => Expected()[i * 7 % 4]), CliRun.Of("encode", codes.Model, codes.Write("many.txt", rows), "--threads", "2").Lines);
    }

    [Fact]
    public void ClassesAreWrittenInTheOrderOfTheLabels()
    {
        BinaryCodes own = Classifier.Load(codes.Model).Codebook.Bits!;
        byte[] bytes = new byte[1];
        string[] expected = [.. Enumerable.Range(0, 6).Select(i =>
        {
            own.CopyTo(i, bytes);
            return $"{bytes[0]:x2}";
        })];

        Assert.Equal(TinyCodes.Kinds.Zip(expected, (name, code) => $"{name}\t{code}"), CliRun.Of("encode", codes.Model, "--classes").Lines);
        Assert.Equal(expected, CliRun.BytesOf("", "encode", codes.Model, "--classes", "--packed").Select(code => $"{code:x2}"));
        Assert.Equal(
            Enumerable.Range(0, 6).Select(i => $"{TinyCodes.Kinds[i]}\t{string.Concat(Enumerable.Range(0, TinyCodes.Bits).Select(j => own[i, j] ? 1 : 0))}"),
            CliRun.Of("encode", codes.Model, "--classes", "--binary").Lines);
        Assert.Equal($"{{\"label\":\"dog\",\"code\":\"{expected[1]}\"}}", CliRun.Of("encode", codes.Model, "--classes", "--json").Lines[1]);
    }

    [Fact]
    public void ArraysAreEncodedToo()
    {
        float[] values = [.. Enumerable.Range(0, 60 * 4).Select(i => i % 4 == i / 4 % 3 ? 1f : 0)];
        string x = codes.Write("x.npy", NpyFiles.Written(values, 60, 4));
        string y = codes.Write("y.npy", NpyFiles.Written([.. Enumerable.Range(0, 60).Select(i => i % 3)], 60));
        string model = codes.File("npy.codeword");
        CliRun trained = CliRun.Of(["train", "ecoc", x, "--labels", y, "-o", model, "--bits", "11", .. TinyCodes.Small]);
        Assert.True(trained.Code == 0, trained.Error);

        CliRun run = CliRun.Of("encode", model, x);
        Assert.Equal((0, 60), (run.Code, run.Lines.Length));
        Assert.All(run.Lines, line => Assert.Matches("^[0-9a-f]{2}0[0-7]$", line));
        Assert.Equal(CliRun.Of("encode", model, "--classes").Lines.Select(line => line.Split('\t')[1]), run.Lines[..3]);
    }

    [Fact]
    public void WrongCommandLinesAreRefused()
    {
        const string Ways = "codeword: --binary, --packed and --json are three ways to write codes; give at most one.\n";
        Assert.Equal(new CliRun(2, "", Ways), CliRun.Of("encode", codes.Model, "--packed", "--json"));
        Assert.Equal(
            new CliRun(2, "", "codeword: --classes writes the codes of the model's classes and reads no rows; leave out rows.txt.\n"),
            CliRun.Of("encode", codes.Model, "rows.txt", "--classes"));
        Assert.Equal(
            new CliRun(2, "", "codeword: The format libsvm holds features, but the model was trained on text.\n"),
            CliRun.Of("encode", codes.Model, "--format", "libsvm"));
        string other = codes.Write("mach.codeword", SampleModel.Save(SampleModel.Create(ModelShape.Sparse)));
        Assert.Equal(
            new CliRun(2, "", $"codeword: {other} is a model of the method mach, which has no codes of bits; methods that have are llc, ecoc and hash.\n"),
            CliRun.Of("encode", other));
    }

    [Fact]
    public void TheModelIsNotWrittenOver()
    {
        byte[] model = File.ReadAllBytes(codes.Model);
        Assert.Equal(
            new CliRun(2, "", $"codeword: --output is {codes.Model}, which the command reads and which would be lost; name another file.\n"),
            CliRun.Of("encode", codes.Model, codes.Text, "-o", codes.Model));
        string folder = codes.File("link"), linked = Path.Combine(folder, Path.GetFileName(codes.Model));
        Directory.CreateSymbolicLink(folder, Path.GetDirectoryName(codes.Model)!);
        Assert.Equal(2, CliRun.Of("encode", codes.Model, codes.Text, "-o", linked).Code);
        Assert.Equal(2, CliRun.Of("encode", linked, codes.Text, "-o", codes.Model).Code);
        Assert.Equal(2, CliRun.Of("encode", codes.Model, codes.Text, "-o", codes.Text).Code);
        Assert.Equal(2, CliRun.Of("codes", "export", codes.Model, "-o", codes.File("c.npy"), "--labels", codes.File("c.npy")).Code);
        Assert.Equal(2, CliRun.Of("codes", "export", codes.Model, "-o", codes.Model).Code);
        Assert.Equal(2, CliRun.Of("codes", "export", codes.Model, "-o", codes.File("c.npy"), "--labels", codes.Model).Code);
        Assert.Equal(model, File.ReadAllBytes(codes.Model));
    }

    private string[] Expected()
    {
        Predictor predictor = Classifier.Load(codes.Model).CreatePredictor();
        byte[] code = new byte[predictor.CodeBytes];
        return [.. Rows.Select(row =>
        {
            predictor.Encode(row.Replace("__label__dog ", "", StringComparison.Ordinal), code);
            return Convert.ToHexStringLower(code);
        })];
    }
}
