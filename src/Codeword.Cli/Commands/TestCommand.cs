using System.CommandLine;
using System.Globalization;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>test</c>: a model and labelled data to metrics.</summary>
internal sealed class TestCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _model = Flags.Model();
    private readonly Argument<string> _file = Flags.File("file", "the test data's file, plain or gzipped; - for standard input");
    private readonly Option<int[]> _cutoffs = CutoffFlag.Create();
    private readonly Option<string> _propensity = new("--propensity")
    {
        Description = "the constants A and B of PSP@k and PSnDCG@k: those of a data set's literature, or two numbers",
        HelpName = "default|wikipedia|amazon|A,B",
        DefaultValueFactory = _ => "default",
    };

    private readonly Option<bool> _deciles = new("--deciles") { Description = "show accuracy by the classes' frequency in training too" };
    private readonly Option<DecoderKind?> _decoder = new("--decoder")
    {
        Description = "decode with another decoder than the model's, without training again: of bits Exact, Hamming, Table (quick for -k 1: for more classes than are "
            + "nearest it compares all codes), LogSum or LogitSum, of other digits Mean, Min, Median, LogSum, LogitSum or Hinge; probabilities were not fitted to it, so "
            + "calibration is not measured",
        HelpName = "decoder",
        CustomParser = result => ParseDecoder(result.Tokens[0].Value),
    };

    private readonly CandidateFlag _candidates;
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
        Add(_decoder);
        _candidates = new CandidateFlag(this);
        Add(_propensity);
        Add(_deciles);
        Add(_threads);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        int[] cutoffs = CutoffFlag.Of(parsed, _cutoffs);
        PropensityModel propensity = ParsePropensity(parsed.GetValue(_propensity)!);
        var trained = Classifier.Load(parsed.GetRequiredValue(_model));
        Classifier model = _candidates.Apply(parsed, WithDecoder(trained, parsed.GetValue(_decoder)));
        string path = parsed.GetRequiredValue(_file);
        DataFormat format = FormatFlags.RequireLabels(_format.Read(parsed, model.Info.Format));
        using Stream file = _session.Open(path);
        ExampleSet examples = Evaluator.Read(model, ExampleSource.FromStream(file, path, format));
        if (examples.Count == 0)
        {
            throw new DataFormatException(path, 0, 0, "found no rows; expected at least one");
        }

        EvaluationResult result = Evaluator.Evaluate(model, examples, cutoffs, propensity, parsed.GetValue(_threads), _session.Cancellation);
        var summary = new TestSummary(result, examples, model.Model.Decoder, trained.Model.Decoder);
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

    private static DecoderKind? ParseDecoder(string text) =>
        Enum.GetValues<DecoderKind>().Cast<DecoderKind?>().FirstOrDefault(kind => kind.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--decoder cannot be \"{text}\": expected one of {string.Join(", ", Enum.GetNames<DecoderKind>())}.");

    // The hinge's power is the model's, else what training takes when it is not told.
    private static Classifier WithDecoder(Classifier model, DecoderKind? kind)
    {
        if (kind is null || kind == model.Model.Decoder.Kind)
        {
            return model;
        }

        try
        {
            return model.With(new Decoder(kind.Value, kind == DecoderKind.Hinge ? new MachOptions().HingePower : 1));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
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
