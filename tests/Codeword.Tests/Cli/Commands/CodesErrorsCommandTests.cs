using System.Globalization;
using Codeword.Codes;
using Codeword.Tests.Models;

namespace Codeword.Tests.Cli.Commands;

public sealed class CodesErrorsCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    [Fact]
    public void ARateIsTheShareOfRowsWhoseBitIsNotTheirClasss()
    {
        // Every third row is another class's in truth, so that bits err.
        string[] lines = [.. File.ReadLines(codes.Text).Select((line, i) => i % 3 == 0 ? $"__label__{TinyCodes.Kinds[(i + 2) % 6]} {line.Split(' ', 2)[1]}" : line)];
        string held = codes.Write("held.txt", [.. lines, "__label__newt swims"]);

        CliRun run = CliRun.Of("codes", "errors", codes.Model, held);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Expected(lines), run.Lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
        Assert.Equal(run.Output, CliRun.Of("codes", "errors", codes.Model, held, "--threads", "3").Output);
        Assert.Contains(run.Lines, line => line != "0");
    }

    [Fact]
    public void WhatIsWrittenWeighsTheBitsOfATree()
    {
        string errors = codes.File("errors.txt");
        CliRun run = CliRun.Of("codes", "errors", codes.Model, codes.Text, "-o", errors);
        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Matches("^.*errors.txt: 5 rates of 120 rows, 0\\.[0-9]{4} to 0\\.[0-9]{4}\n$", run.Error);
        Assert.Equal(CliRun.Of("codes", "errors", codes.Model, codes.Text).Output, File.ReadAllText(errors));
        Assert.Equal((0, ""), (CliRun.Of("codes", "tree", codes.Model, "--bit-errors", errors).Code, CliRun.Of("codes", "tree", codes.Model, "--bit-errors", errors).Error));
    }

    [Fact]
    public void WrongInputIsToldInASentence()
    {
        string unknown = codes.Write("unknown.txt", ["__label__newt swims"]);
        string digits = codes.Write("digits.codeword", SampleModel.Save(SampleModel.Create(ModelShape.Text)));
        Check(1, "No row has a label that the model knows; errors of bits are counted against the codes of its labels.", codes.Model, unknown);
        Check(2, $"{digits} is a model of the method mach, which has no codes of bits; methods that have are llc, ecoc and hash.", digits, unknown);
        Check(2, $"--output is {unknown}, which the command reads and which would be lost; name another file.", codes.Model, unknown, "-o", unknown);

        void Check(int code, string message, params string[] rest) => Assert.Equal(new CliRun(code, "", $"codeword: {message}\n"), CliRun.Of(["codes", "errors", .. rest]));
    }

    // One row after the other, one bit after the other.
    private double[] Expected(string[] lines)
    {
        var model = Classifier.Load(codes.Model);
        BinaryCodes classes = model.Codebook.Bits!;
        Predictor predictor = model.CreatePredictor();
        double[] rates = new double[TinyCodes.Bits];
        foreach (string line in lines)
        {
            string[] parts = line["__label__".Length..].Split(' ', 2);
            byte[] code = new byte[1];
            predictor.Encode(parts[1], code);
            int label = model.Labels.Names.ToList().IndexOf(parts[0]);
            for (int bit = 0; bit < rates.Length; bit++)
            {
                rates[bit] += (code[0] & (1 << bit)) != 0 != classes[label, bit] ? 1 : 0;
            }
        }

        return [.. rates.Select(wrong => wrong / lines.Length)];
    }
}
