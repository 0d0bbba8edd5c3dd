using System.Text;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Predicts rows as they come, in blocks, each by all threads; the lines keep the rows' order, and memory does not grow with their number.</summary>
internal sealed class PredictionStream
{
    private const int BlockRows = 1024;
    private const int FewRows = 8;
    private readonly Classifier _model;
    private readonly PredictionWriter _writer;
    private readonly int _count;
    private readonly Predictor[] _predictors;
    private readonly StringBuilder[] _lines;
    private readonly List<InputRow> _block = new(BlockRows);

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
    public void Run(ExampleSource source, TextWriter output, CancellationToken cancellation)
    {
        var feed = new RowFeed(source);
        for (feed.Take(_block, cancellation); _block.Count > 0; feed.Take(_block, cancellation))
        {
            int parts = _block.Count <= FewRows ? 1 : _predictors.Length;
            if (parts == 1)
            {
                PredictPart(0, 1);
            }
            else
            {
                Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part => PredictPart(part, parts));
            }

            foreach (StringBuilder lines in _lines)
            {
                output.Write(lines);
                lines.Clear();
            }

            output.Flush();
        }
    }

    private void PredictPart(int part, int parts)
    {
        int end = (int)((long)_block.Count * (part + 1) / parts);
        for (int i = (int)((long)_block.Count * part / parts); i < end; i++)
        {
            _writer(_lines[part], _block[i], _block[i].Predict(_predictors[part], _count).Top, _model.Labels);
        }
    }
}
