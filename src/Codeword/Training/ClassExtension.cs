using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>A model with classes added that it was not trained on, and what was made of their examples.</summary>
/// <param name="Classifier">The model: old classes keep ids, codewords and, without fine-tuning, scores.</param>
/// <param name="Added">The new classes, in the order in which their examples first name them.</param>
/// <param name="Rows">Examples of new classes.</param>
/// <param name="OtherRows">Examples that have no new label, which were passed over.</param>
/// <param name="Sharing">New classes whose codeword another class has too: no score tells the two apart.</param>
public sealed record ClassExtension(Classifier Classifier, IReadOnlyList<LabelId> Added, int Rows, int OtherRows, int Sharing)
{
    /// <summary>Adds the classes of a source that a model does not know.</summary>
    /// <param name="classifier">The model, which stays as it is.</param>
    /// <param name="source">Examples with labels that the model does not know, or that are retired; others are passed over and counted.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="ArgumentException">There is no new label; the model takes the other of text and features; it cannot be added to, or not be fine-tuned.</exception>
    public static ClassExtension Of(Classifier classifier, ExampleSource source, ClassExtensionOptions options, CancellationToken cancellation = default)
    {
        RequireRoom(classifier, options);
        Evaluator.RequireInput(classifier, source);
        Model model = classifier.Model;
        return Of(classifier, ExampleSet.Read(source, model.Featurizer, model.Heads.Transform.FeatureCount), options, cancellation);
    }

    /// <summary>Adds the classes of examples in memory that a model does not know.</summary>
    /// <param name="classifier">The model, which stays as it is.</param>
    /// <param name="examples">Examples with features as the model knows them, and a registry of their own labels.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">There is no new label; the model cannot be added to, or not be fine-tuned.</exception>
    public static ClassExtension Of(Classifier classifier, ExampleSet examples, ClassExtensionOptions options, CancellationToken cancellation = default)
    {
        RequireRoom(classifier, options);
        Model model = classifier.Model;
        var fresh = NewExamples.Of(model, examples);
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
        double[][] means = ClassMeans.Of(classifier, examples, fresh.RowsOfClass, parallel);
        Codebook codebook = model.Codebook.Bits is { } codes
            ? NewCodes.Extend(codes, model.Labels, means)
            : NewDigits.Extend(model.Codebook, model.Labels, means, options.Slack);
        Heads heads = options.Epochs == 0 ? model.Heads : new ClassTuning(model.Heads, codebook, fresh, options).Run(cancellation);
        Model extended = model.With(
            model.Labels.Add(fresh.Names), [.. model.LabelRows, .. fresh.RowsOfClass.Select(rows => (long)rows.Count)],
            checked(model.Info.TrainingRows + fresh.Rows.Count), codebook, heads);
        return new ClassExtension(
            new Classifier(extended), [.. Enumerable.Range(model.Labels.Count, fresh.Names.Count).Select(id => new LabelId(id))],
            fresh.Rows.Count, examples.Count - fresh.Rows.Count, CountSharing(codebook, extended.Labels, fresh.Names.Count));
    }

    // By hashes of 64 bits, so that a chance meeting of two others would count too: one in 10¹⁹ pairs.
    private static int CountSharing(Codebook codebook, LabelSet labels, int added)
    {
        ulong[] hashes = CodewordHashes.Of(codebook, labels.Live());
        Dictionary<ulong, int> counts = new(hashes.Length);
        foreach (ulong hash in hashes)
        {
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
        }

        return hashes[^added..].Count(hash => counts[hash] > 1);
    }

    private static void RequireRoom(Classifier classifier, ClassExtensionOptions options)
    {
        if (classifier.Codebook.Columns.Any(column => column is IdentityColumn))
        {
            throw new ArgumentException(
                $"The method {classifier.Info.Method} has an output for each class, and none for a new one; train again with its examples, or use mach, llc or ecoc.");
        }

        if (options.Epochs > 0 && classifier.Model.Heads.Format != WeightFormat.Float32)
        {
            throw new ArgumentException(
                $"Only weights of Float32 are fine-tuned, but the model's are {classifier.Model.Heads.Format}; add the classes without fine-tuning, or to a model of Float32.");
        }
    }
}
