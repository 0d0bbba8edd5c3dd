using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Encodes rows as they come; what is written of them keeps their order.</summary>
internal sealed class EncodingStream
{
    private readonly CodeWriter _writer;
    private readonly Part[] _parts;

    /// <param name="model">A model whose codes are of bits.</param>
    /// <param name="threads">Threads to encode with; 0 for one a processor.</param>
    /// <param name="writer">Makes bytes of codes.</param>
    public EncodingStream(Classifier model, int threads, CodeWriter writer)
    {
        _writer = writer;
        _parts = [.. Enumerable.Range(0, threads > 0 ? threads : Environment.ProcessorCount).Select(_ => new Part(model))];
    }

    /// <summary>Encodes all rows of a source; a block is written when it is done.</summary>
    /// <exception cref="DataFormatException">A row is faulty; the codes of those before it are written.</exception>
    /// <exception cref="IOException">The source cannot be read, or the output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public void Run(ExampleSource source, Stream output, CancellationToken cancellation) =>
        new RowBlocks(_parts.Length).Run(source, Encode, () => Flush(output), cancellation);

    private void Encode(int part, InputRow row)
    {
        Part own = _parts[part];
        row.Encode(own.Predictor, own.Code, own.Logits);
        _writer(own.Output, row, own.Code, own.Logits);
    }

    private void Flush(Stream output)
    {
        foreach (Part part in _parts)
        {
            part.Output.WriteTo(output);
            part.Output.SetLength(0);
        }

        output.Flush();
    }

    private sealed class Part(Classifier model)
    {
        public Predictor Predictor { get; } = model.CreatePredictor();

        public MemoryStream Output { get; } = new();

        public byte[] Code { get; } = new byte[model.Codebook.Bits!.BytesPerCode];

        public float[] Logits { get; } = new float[model.Codebook.Bits!.Bits];
    }
}
