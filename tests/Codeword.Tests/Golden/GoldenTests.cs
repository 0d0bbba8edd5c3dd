using System.Globalization;
using Codeword.Models;
using Codeword.Storage;
using Codeword.Tests.Conventions;
using Codeword.Tests.Models;

namespace Codeword.Tests.Golden;

/// <summary>Files of each released format, read by today's code; README.md beside them tells how one is added.</summary>
public sealed class GoldenTests
{
    private const int Named = 5;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Codeword.Tests", "Golden");

    private static readonly string[] Texts =
        ["a waterproof hiking boot", "leather", "the größe of a tent", "", "zzz", "the boot is a tent is a boot", "Waterproof BOOT, of leather; and weight!"];

    [Fact]
    public void ModelsOfEveryReleasedFormatPredictWhatTheyPredictedThen()
    {
        WriteWhatIsMissing();
        for (int major = 1; major <= SectionFormat.Major; major++)
        {
            string file = Path.Combine(Folder, $"mach-v{major}.codeword");
            Predictor predictor = Classifier.Load(file).CreatePredictor();
            foreach (string line in File.ReadLines(Path.ChangeExtension(file, ".predictions.tsv")))
            {
                string[] cells = line.Split('\t');
                Prediction[] top = predictor.Predict(cells[0], Named).Top.ToArray();

                Assert.Equal(cells[1..].Select(cell => cell.Split(' ')[0]), top.Select(p => $"{p.Label.Value}"));
                Assert.Equal(cells[1..].Select(cell => Number(cell.Split(' ')[1])), top.Select(p => p.Score));
                Assert.All(cells[1..].Zip(top), pair => Assert.Equal(Number(pair.First.Split(' ')[2]), pair.Second.Probability, 1e-6f));
            }
        }
    }

    [Fact]
    public void AModelOfTheFormatInUseIsWrittenAsItWasRead()
    {
        string file = Path.Combine(Folder, $"mach-v{SectionFormat.Major}.codeword");
        Model model = ModelFile.Load(file);

        Assert.InRange(new FileInfo(file).Length, 1, 50_000);
        Assert.Equal(["hashed", "shuffled", "clustered"], model.Codebook.Columns.Select(column => column.Kind));
        Assert.Equal(File.ReadAllBytes(file), SampleModel.Save(model));
    }

    private static void WriteWhatIsMissing()
    {
        string file = Path.Combine(Folder, $"mach-v{SectionFormat.Major}.codeword");
        if (Environment.GetEnvironmentVariable("CODEWORD_GOLDEN") != "1" || File.Exists(file))
        {
            return;
        }

        var classifier = new Classifier(SampleModel.Create(ModelShape.Text));
        Predictor predictor = classifier.CreatePredictor();
        var lines = new List<string>();
        foreach (string text in Texts)
        {
            Prediction[] top = predictor.Predict(text, Named).Top.ToArray();
            lines.Add(string.Join('\t', [text, .. top.Select(p => $"{p.Label.Value} {Bits(p.Score)} {Bits(p.Probability)}")]));
        }

        classifier.Save(file);
        File.WriteAllText(Path.ChangeExtension(file, ".predictions.tsv"), string.Join('\n', lines) + '\n');
    }

    private static string Bits(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    private static float Number(string bits) => BitConverter.UInt32BitsToSingle(uint.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
