using System.Text;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Predicts rows as they come; the lines keep the rows' order.</summary>
internal sealed class PredictionStream
{
    private readonly Classifier _model;
    private readonly PredictionWriter _writer;
    private readonly int _count;
    private readonly Predictor[] _predictors;
    private readonly StringBuilder[] _lines;

    /// <param name="model">The model.</param>
    /// <param name="count">How many labels to name a row.</param>
    /// <param name="threads">Threads to predict with; 0 for one a processor.</param>
    /// <param name="writer">Makes lines of predictions.</param>
    public PredictionStream(Classifier model, int count, int threads, PredictionWriter writer)
    {
        int parts = threads > 0 ? threads : Environment.ProcessorCount;
        _model = model;
        _writer = writer;
        _count = count;
        _predictors = [.. Enumerable.Range(0, parts).Select(_ => model.CreatePredictor())];
        _lines = [.. Enumerable.Range(0, parts).Select(_ => new StringBuilder())];
    }

    /// <summary>Predicts all rows of a source; the lines of a block are flushed when it is done.</summary>
    /// <exception cref="DataFormatException">A row is faulty; the lines of those before it are written.</exception>
    /// <exception cref="IOException">The source cannot be read, or the output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Run(ExampleSource source, TextWriter output, CancellationToken cancellation) =>
        new RowBlocks(_predictors.Length).Run(source, Predict, () => Flush(output), cancellation);

    private void Predict(int part, InputRow row) => _writer(_lines[part], row, row.Predict(_predictors[part], _count), _model.Labels);

    private void Flush(TextWriter output)
    {
        foreach (StringBuilder lines in _lines)
        {
            output.Write(lines);
            lines.Clear();
        }

        output.Flush();
    }
}
