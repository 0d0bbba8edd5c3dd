using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>Training examples, in memory or in an open <see cref="ExampleStore"/>, for any number of trainings.</summary>
public sealed record TrainingData
{
    private TrainingData(ExampleSet examples, TextFeaturizer? featurizer, DataFormat format)
    {
        Examples = examples;
        Featurizer = featurizer;
        Format = format;
    }

    /// <summary>The examples, as features.</summary>
    public ExampleSet Examples { get; }

    /// <summary>What made features of text; null when the source holds features.</summary>
    public TextFeaturizer? Featurizer { get; }

    /// <summary>How the source is written, with anything guessed filled in.</summary>
    public DataFormat Format { get; }

    /// <summary>
    /// The codebook for options that call it given (<see cref="CodeKind.Given"/>), one code a label, in the order of the labels; null where there is none.
    /// </summary>
    public BinaryCodes? Codes { get; init; }

    /// <summary>Forecasts the memory that training on the data would take.</summary>
    /// <param name="options">How it is trained on.</param>
    /// <param name="validation">Examples to choose by in place of a held-out share, or null.</param>
    public MemoryForecast Forecast(TrainingOptions options, ExampleSet? validation = null) => MemoryForecast.Of(Examples, options, validation, Featurizer);

    /// <summary>Reads examples to choose by, with this data's labels and features; others are left out and counted.</summary>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public ExampleSet ReadValidation(ExampleSource source) => ExampleSet.Read(source, Featurizer, Examples.Labels, Examples.FeatureCount);

    /// <summary>Takes the examples of an open store, which are read where they lie; the store must stay open while they are used.</summary>
    public static TrainingData Of(ExampleStore store) => new(store.Examples, store.Featurizer, store.Format);

    /// <summary>Takes examples that are in memory already.</summary>
    internal static TrainingData OfExamples(ExampleSet examples, DataFormat format) => new(examples, featurizer: null, format);

    /// <summary>Reads a source; one that holds text is read twice.</summary>
    /// <param name="source">The examples.</param>
    /// <param name="text">How text becomes features; without meaning when the source holds features.</param>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static TrainingData Read(ExampleSource source, TextFeaturizerOptions text)
    {
        TextFeaturizer? featurizer = source.HoldsText ? TextFeaturizer.Fit(source.ReadTexts(), text) : null;
        ExampleSet examples = ExampleSet.Read(source, featurizer, out DataFormat format);
        return new TrainingData(examples, featurizer, format);
    }
}
