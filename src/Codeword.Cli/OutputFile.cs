using System.Text;
using Codeword.Storage;

namespace Codeword.Cli;

/// <summary>An <see cref="AtomicFile"/> with buffers, for text or for bytes.</summary>
internal sealed class OutputFile : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly AtomicFile _file;

    /// <summary>Starts the file; UTF-8 without a mark, lines end in a line feed.</summary>
    /// <exception cref="IOException">The file cannot be made, or is a device.</exception>
    public OutputFile(string path)
    {
        _file = AtomicFile.Create(path);
        Stream = new BufferedStream(_file.Stream, BufferSize);
        Writer = new StreamWriter(Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize) { NewLine = "\n" };
    }

    /// <summary>Where text goes.</summary>
    public StreamWriter Writer { get; }

    /// <summary>Where bytes go.</summary>
    public Stream Stream { get; }

    /// <summary>Brings the content to the disk and gives the file its name, in place of an older one.</summary>
    /// <exception cref="IOException">The file cannot be written out or renamed.</exception>
    public void Commit()
    {
        Writer.Flush();
        Stream.Flush();
        _file.Commit();
    }

    /// <summary>Removes the file unless it was completed; what the buffers hold is not written, so that a full disk makes no second error.</summary>
    public void Dispose() => _file.Dispose();
}
