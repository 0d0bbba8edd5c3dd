namespace Codeword.Data;

/// <summary>Examples in a file.</summary>
internal sealed class FileExampleSource(string path, DataFormat format) : ExampleSource(path, format)
{
    private protected override Stream OpenBytes()
    {
        try
        {
            return new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException e)
        {
            // What the system says of a folder, too.
            throw new IOException($"{Name} cannot be read: it is a folder, or access is denied.", e);
        }
    }
}
