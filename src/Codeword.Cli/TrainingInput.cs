using System.CommandLine;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Cli;

/// <summary>What a model is trained on: a file of examples, or an example store.</summary>
internal sealed class TrainingInput : IDisposable
{
    private readonly string _path;
    private readonly Stream? _file;
    private readonly ExampleStore? _store;

    private TrainingInput(string path, DataFormat format, Stream? file, ExampleStore? store) => (_path, Format, _file, _store) = (path, format, file, store);

    /// <summary>How the examples are written, as it was given; of a store, how those it was made of were.</summary>
    public DataFormat Format { get; }

    /// <summary>Opens the file.</summary>
    /// <exception cref="UsageException">A flag has no meaning for the file, or the file cannot be read twice.</exception>
    public static TrainingInput Open(Session session, ParseResult parsed, string path, FormatFlags format, OptionFlags options)
    {
        if (path != "-" && ExampleStore.IsStore(path))
        {
            if ((format.FirstGiven(parsed) ?? options.FirstText(parsed)) is { } stray)
            {
                throw new UsageException($"{stray} has no meaning for {path}, an example store, which holds features already; give it to data store.");
            }

            var store = ExampleStore.Open(path);
            return new TrainingInput(path, store.Format, null, store);
        }

        Stream file = OpenTwice(session, path); // Whether it is there is said before what its name tells of the format.
        try
        {
            return new TrainingInput(path, FormatFlags.RequireLabels(format.Read(parsed, path)), file, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The examples; of a store none is read before it is needed.</summary>
    /// <param name="text">How text becomes features; a store has its features already.</param>
    public TrainingData Read(TextFeaturizerOptions text) => _store is null
        ? TrainingData.Read(ExampleSource.FromStream(_file!, _path, Format), text)
        : TrainingData.Of(_store);

    /// <summary>Writes the examples of a file to a store.</summary>
    public void WriteStore(TextFeaturizerOptions text, string output, CancellationToken cancellation) =>
        ExampleStore.Write(ExampleSource.FromStream(_file!, _path, Format), text, output, cancellation);

    public void Dispose()
    {
        _file?.Dispose();
        _store?.Dispose();
    }

    // Training data is opened more than once: to fit a vocabulary, to guess a format, to be read.
    private static Stream OpenTwice(Session session, string path)
    {
        Stream file = path == "-" ? throw new UsageException("Training data cannot come from standard input, as it is read more than once; save it in a file.")
            : session.Open(path);
        return file.CanSeek ? file : throw new UsageException($"{path} can be read only once, but training data is read more than once; save it in a file.");
    }
}
