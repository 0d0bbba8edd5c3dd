using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>Adds rows to an index as they come, in their order.</summary>
internal sealed class IndexingStream
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly LabeledIndexBuilder _builder;
    private readonly Session _session;
    private readonly bool _takesLabels;
    private readonly Part[] _parts;
    private long _lastReport;

    /// <param name="builder">What rows are added to.</param>
    /// <param name="model">The model; null when rows are codes.</param>
    /// <param name="takesLabels">Whether labels of rows are kept.</param>
    /// <param name="threads">Threads to encode with; 0 for one a processor.</param>
    /// <param name="session">Told of the progress now and then.</param>
    public IndexingStream(LabeledIndexBuilder builder, Classifier? model, bool takesLabels, int threads, Session session)
    {
        (_builder, _session, _takesLabels) = (builder, session, takesLabels);
        _parts = [.. Enumerable.Range(0, threads > 0 ? threads : Environment.ProcessorCount).Select(_ => new Part(model?.CreatePredictor()))];
    }

    /// <summary>Adds all rows; returns how many.</summary>
    /// <exception cref="DataFormatException">A row is faulty.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public int Run(RowSource source, CancellationToken cancellation)
    {
        int before = _builder.Count;
        long start = _lastReport = _session.Time.GetTimestamp();
        new RowBlocks(_parts.Length).Run(source, Encode, () => Flush(before, start), cancellation);
        return _builder.Count - before;
    }

    private void Encode(int part, ReadOnlySpan<InputRow> rows)
    {
        Part own = _parts[part];
        foreach (InputRow row in rows)
        {
            byte[] code = new byte[(_builder.Bits + 7) / 8];
            row.CopyCode(own.Predictor, code);
            own.Done.Add((code, _takesLabels ? row.Labels : []));
        }
    }

    private void Flush(int before, long start)
    {
        foreach (Part part in _parts)
        {
            foreach ((byte[] code, string[] labels) in part.Done)
            {
                _builder.Add(code, labels);
            }

            part.Done.Clear();
        }

        if (_session.Time.GetElapsedTime(_lastReport) >= Pause)
        {
            _lastReport = _session.Time.GetTimestamp();
            int rows = _builder.Count - before;
            _session.Say($"{Figures.Count(rows, "row")}, {Figures.Count(rows / _session.Time.GetElapsedTime(start).TotalSeconds)} rows/s");
        }
    }

    private sealed class Part(Predictor? predictor)
    {
        public Predictor? Predictor { get; } = predictor;

        public List<(byte[] Code, string[] Labels)> Done { get; } = [];
    }
}
