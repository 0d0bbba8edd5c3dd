using Codeword.Data;

namespace Codeword.Training;

/// <summary>Training examples in memory, read once for any number of trainings.</summary>
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

    /// <summary>Forecasts the memory that training on the data would take.</summary>
    public MemoryForecast Forecast(TrainingOptions options) => MemoryForecast.Of(Examples, options, validation: null, Featurizer);

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
