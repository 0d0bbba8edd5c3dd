using System.Text;

namespace Codeword.Cli.Datasets;

/// <summary>
/// A file, of text or of bytes, under a temporary name that takes its real name when it is complete: whoever looks finds the old file or
/// the new one, never a part.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly FileStream _stream;
    private bool _committed;

    /// <summary>Starts the file; UTF-8 without a mark, lines end in a line feed.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public AtomicFile(string path)
    {
        _path = path;
        _partial = path + ".partial";
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.None);
        Writer = new StreamWriter(_stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16) { NewLine = "\n" };
    }

    /// <summary>Where text goes.</summary>
    public StreamWriter Writer { get; }

    /// <summary>Where bytes go.</summary>
    public Stream Stream => _stream;

    /// <summary>Brings the content to the disk and gives the file its name, in place of an older one.</summary>
    /// <exception cref="IOException">The file cannot be written out or renamed.</exception>
    public void Commit()
    {
        Writer.Flush();
        _stream.Flush(flushToDisk: true);
        Writer.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes the file unless it was completed.</summary>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        // Closing the stream first keeps the writer from flushing what is thrown away, which a full disk would turn into a second error.
        _stream.Dispose();
        File.Delete(_partial);
    }
}
