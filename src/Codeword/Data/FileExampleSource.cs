namespace Codeword.Data;

/// <summary>Examples in a file.</summary>
internal sealed class FileExampleSource(string path, DataFormat format) : ExampleSource(path, format)
{
    /// <summary>Opens a file of data to be read once from front to back.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Stream OpenBytes(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException e)
        {
            // What the system says of a folder, too.
            throw new IOException($"{path} cannot be read: it is a folder, or access is denied.", e);
        }
    }

    private protected override Stream OpenBytes() => OpenBytes(Name);
}
