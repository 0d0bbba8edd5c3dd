using System.Text.Json;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Storage;

namespace Codeword.Reports;

/// <summary>
/// What there is to know of a model and of how it does on labelled rows: tables and charts as data, which are written as one page of HTML or as JSON. The same model and
/// data give the same bytes, for any number of threads. Immutable.
/// </summary>
public sealed class Report
{
    private Report(ReportData data) => Data = data;

    internal ReportData Data { get; }

    /// <summary>Measures a model on labelled rows. They are read into memory and ranked twice; what grows faster than they and the classes do is bounded.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="source">The rows, as the model's training data was written.</param>
    /// <param name="options">Title, cut-offs, names, threads; the defaults when null.</param>
    /// <param name="progress">Receives a few words whenever another part of the work begins.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="ArgumentException">The model takes features and the source holds text, or the other way round; there is no row; or a cut-off is none.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Report Of(
        Classifier classifier, ExampleSource source, ReportOptions? options = null, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new ReportOptions();
        progress?.Report("reading the rows");
        ExampleSet examples = Evaluator.Read(classifier, source);
        if (examples.Count == 0)
        {
            throw new ArgumentException($"{source.Name} has no rows; a report needs some.", nameof(source));
        }

        progress?.Report("measuring accuracy and calibration");
        EvaluationResult result = Evaluator.Evaluate(classifier, examples, options.Cutoffs, null, options.ThreadCount, cancellation);
        progress?.Report("counting by class");
        var counts = RowCounts.Of(classifier, examples, options.Cutoffs, options.ThreadCount, RowCounts.MostLabels, cancellation);
        NoveltyFacts? novelty = NoveltyOf(classifier, examples, options, progress, cancellation);
        progress?.Report("comparing codewords");
        var names = new DisplayNames(classifier.Labels, options.Names);
        var codebook = CodebookFacts.Of(classifier.LiveCodebook);
        var confusions = ConfusedPairs.Of(counts, classifier.Codebook, names);
        progress?.Report("joining classes to a tree");
        var geometry = ClassGeometry.Of(classifier, examples, counts, names, options.ThreadCount, cancellation);
        EvaluationReport ranking = result.Report;
        return new Report(new ReportData
        {
            Title = options.Title,
            Source = source.Name == "-" ? "standard input" : Path.GetFileName(source.Name),
            Classes = classifier.Labels.LiveCount,
            Model = ModelFacts.Of(classifier),
            Accuracy = new AccuracyFacts(
                ranking.Rows, ranking.RowsWithoutLabels, ranking.RowsWithUnseenLabels, options.Cutoffs, Figure.ListOf(ranking.Metrics)),
            Frequencies = FrequencyBin.ListOf(classifier.Model.LabelRows, counts, classifier.Labels),
            Calibration = new CalibrationFacts(result.Calibration.Rows, Figure.ListOf(result.Calibration.Metrics), result.Calibration.Bins),
            Novelty = novelty,
            Confusions = confusions,
            Codebook = codebook,
            Map = geometry.Map,
            Tree = geometry.Tree,
            Memory = MemoryPart.ListOf(result.Memory),
        });
    }

    private static NoveltyFacts? NoveltyOf(
        Classifier classifier, ExampleSet known, ReportOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (options.Unknown is not { } source)
        {
            return null;
        }

        progress?.Report("reading unknown rows and scoring novelty");
        ExampleSet unknown = Evaluator.Read(classifier, source), ofItsClasses = NoveltyEvaluator.Known(known);
        if (ofItsClasses.Count == 0)
        {
            throw new ArgumentException("No row has a label that the model knows; novelty is told from rows of its own classes.", nameof(options));
        }

        return unknown.Count > 0
            ? NoveltyFacts.Of(classifier, ofItsClasses, unknown, options.ThreadCount, cancellation)
            : throw new ArgumentException($"{source.Name} has no rows; expected some that are of no known class.", nameof(options));
    }

    /// <summary>Writes one page of HTML that needs nothing else: no network, no other file.</summary>
    /// <param name="output">Receives UTF-8.</param>
    public void WriteHtml(Stream output)
    {
        using var writer = new StreamWriter(output, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        new ReportPage(writer, Data).Write();
    }

    /// <summary>Writes the page's data as one JSON object.</summary>
    /// <param name="output">Receives UTF-8.</param>
    public void WriteJson(Stream output) => JsonSerializer.Serialize(output, Data, PageJson.Create().ReportData);

    /// <summary>Writes a file, whole or not at all: JSON where its name ends in .json, else a page of HTML.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var file = AtomicFile.Create(path);
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            WriteJson(file.Stream);
        }
        else
        {
            WriteHtml(file.Stream);
        }

        file.Commit();
    }
}
