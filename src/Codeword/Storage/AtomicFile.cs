using System.Runtime.InteropServices;
using System.Text;

namespace Codeword.Storage;

/// <summary>
/// A file that appears under its name whole or not at all: written under a temporary name in the same folder, flushed to the disk, then
/// renamed. Disposed without <see cref="Commit"/> it leaves nothing behind, and a file of that name as it was. A link is followed, and a file that is replaced keeps its
/// permissions.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private const int Attempts = 1000;
    private const int InvalidArgument = 22;   // EINVAL
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

    /// <summary>Starts the file.</summary>
    /// <param name="path">Its name, or a link to it.</param>
    /// <exception cref="IOException">The file cannot be written, or is a folder, a device or a pipe.</exception>
    public static AtomicFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsDevice(full))
        {
            throw new IOException($"{path} is a device, which cannot be replaced by a file; name a file.");
        }

        var link = new FileInfo(full);
        full = link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        string folder = Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder) || Directory.Exists(full))
        {
            throw new IOException(Directory.Exists(full) ? $"{path} is a folder; name a file." : $"{path} cannot be written: there is no folder {folder}.");
        }

        if (File.Exists(full) && !CanBeFlushed(full))
        {
            throw new IOException($"{path} is a device or a pipe, which cannot be replaced by a file; name a file.");
        }

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
            catch (UnauthorizedAccessException e)
            {
                throw new IOException($"{path} cannot be written: the folder {folder} may not be written to.", e);
            }
        }
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="IOException">The content cannot be brought to the disk, or the file not renamed.</exception>
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

    /// <summary>Removes the file unless it was committed.</summary>
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

    // What is no file has nothing to bring to a disk, and the system says so (EINVAL); a file that may not be read is taken for one.
    private static bool CanBeFlushed(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        int descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), OperatingSystem.IsMacOS() ? 0x4 : 0x800);   // O_RDONLY | O_NONBLOCK: a pipe waits for no writer.
        if (descriptor < 0)
        {
            return true;
        }

        bool isFile = FlushToDisk(descriptor) == 0 || Marshal.GetLastPInvokeError() != InvalidArgument;
        _ = Close(descriptor);
        return isFile;
    }

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

        int descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        if (descriptor >= 0)
        {
            _ = FlushToDisk(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushToDisk(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
