using System.CommandLine;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;

namespace Codeword.Cli.Commands;

/// <summary><c>test</c>: a model and labelled data to metrics.</summary>
internal sealed class TestCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = Flags.File("file", "the test data's file, plain or gzipped; - for standard input");
    private readonly Option<int[]> _cutoffs = new("-k")
    {
        Description = "the k of the metrics, separated by commas",
        HelpName = "numbers",
        DefaultValueFactory = _ => [1, 3, 5],
        CustomParser = result => ParseCutoffs(result.Tokens[0].Value),
    };

    private readonly Option<string> _propensity = new("--propensity")
    {
        Description = "the constants A and B of PSP@k and PSnDCG@k: those of a data set's literature, or two numbers",
        HelpName = "default|wikipedia|amazon|A,B",
        DefaultValueFactory = _ => "default",
    };

    private readonly Option<bool> _deciles = new("--deciles") { Description = "show accuracy by the classes' frequency in training too" };
    private readonly Option<int> _threads = Flags.Threads();
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public TestCommand(Session session)
        : base("test", "Measure a model on labelled data")
    {
        _session = session;
        Add(_model);
        Add(_file);
        Add(_cutoffs);
        _format = new FormatFlags(this, "as the model's training data was");
        Add(_propensity);
        Add(_deciles);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        int[] cutoffs = parsed.GetValue(_cutoffs)!;
        PropensityModel propensity = ParsePropensity(parsed.GetValue(_propensity)!);
        Classifier model = Classifier.Load(parsed.GetRequiredValue(_model));
        string path = parsed.GetRequiredValue(_file);
        DataFormat format = FormatFlags.RequireLabels(_format.Read(parsed, model.Info.Format));
        using Stream file = _session.Open(path);
        ExampleSet examples = Evaluator.Read(model, ExampleSource.FromStream(file, path, format));
        EvaluationResult result = Evaluator.Evaluate(model, examples, cutoffs, propensity, parsed.GetValue(_threads), _session.Cancellation);
        var summary = new TestSummary(result, examples);
        if (parsed.GetValue(_json))
        {
            summary.WriteJson(_session.Output);
        }
        else
        {
            summary.WriteTables(_session, parsed.GetValue(_deciles));
        }

        return ExitCode.Done;
    }

    private static int[] ParseCutoffs(string text)
    {
        string[] parts = text.Split(',');
        int[] cutoffs = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k : 0)];
        return cutoffs.All(k => k is >= 1 and <= 1000) && cutoffs.Distinct().Count() == cutoffs.Length
            ? [.. cutoffs.Order()]
            : throw new UsageException($"-k cannot be \"{text}\": expected different whole numbers from 1 to 1000, separated by commas.");
    }

    private static PropensityModel ParsePropensity(string text)
    {
        switch (text)
        {
            case "default":
                return new PropensityModel();
            case "wikipedia":
                return PropensityModel.Wikipedia;
            case "amazon":
                return PropensityModel.Amazon;
        }

        try
        {
            double[] numbers = [.. text.Split(',').Select(part => double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture))];
            return new PropensityModel { A = numbers[0], B = numbers.Length == 2 ? numbers[1] : double.NaN };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new UsageException($"--propensity cannot be \"{text}\": expected default, wikipedia, amazon or A,B with A >= 0 and B > 0, such as 0.55,1.5.");
        }
    }
}
