using System.Runtime.InteropServices;
using System.Text;

namespace Codeword.Storage;

/// <summary>
/// A file that appears under its name whole or not at all: written under a temporary name in the same folder, flushed to the disk, then
/// renamed. Disposed without <see cref="Commit"/> it leaves nothing behind, and a file of that name as it was. A link is followed, and a file that is replaced keeps its
/// permissions.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const int Attempts = 1000;
    private readonly string _path;
    private readonly string _temporary;
    private bool _isCommitted;

    private AtomicFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
    }

    /// <summary>Where the content goes. Unbuffered: nothing is left to be written, and so to fail, when it is closed.</summary>
    public FileStream Stream { get; }

    /// <exception cref="IOException">The file cannot be written, or is a device.</exception>
    public static AtomicFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsDevice(full))
        {
            throw new IOException($"{path} is a device, which cannot be replaced by a file; name a file.");
        }

        var link = new FileInfo(full);
        full = link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        for (int attempt = 0; ; attempt++)
        {
            // Another writer of this process, or one that was killed and had the same id, may hold the name.
            string temporary = $"{full}.tmp-{Environment.ProcessId}-{attempt}";
            try
            {
                var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                return new AtomicFile(full, temporary, stream);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(temporary))
            {
            }
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_path))
        {
            File.SetUnixFileMode(Stream.SafeFileHandle, File.GetUnixFileMode(_path));
        }

        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _isCommitted = true;
        FlushFolder(Path.GetDirectoryName(_path)!);
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted)
        {
            File.Delete(_temporary);
        }
    }

    // Shared memory's files are files.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>
    /// Makes the rename itself durable, where the system can: .NET opens no folders, so the C library is asked. A failure is no error:
    /// the content is on the disk already, and after a power cut the name stands for the old file or for the new one, each of them whole.
    /// </summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        if (descriptor >= 0)
        {
            _ = FlushToDisk(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushToDisk(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
