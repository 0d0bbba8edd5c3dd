using System.Security.Cryptography;
using System.Text;

namespace Codeword.Cli.Commands;

/// <summary>
/// Lets one command of a user at a time change an index in its place: a second one waits until the first is done, and changes what that made. Readers never wait.
/// A command that is killed gives the lock back. Disposed on the thread that took it.
/// </summary>
internal sealed class IndexLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly Mutex _mutex;

    private IndexLock(Mutex mutex) => _mutex = mutex;

    /// <summary>Waits for the lock of an index.</summary>
    /// <param name="session">Cancels the waiting.</param>
    /// <param name="path">The index's file, by whatever links it is reached.</param>
    /// <exception cref="OperationCanceledException">The user cancelled.</exception>
    public static IndexLock Take(Session session, string path)
    {
        string name = "codeword-index-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OutputPath.Real(path))))[..32];
        var mutex = new Mutex(name, new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        try
        {
            while (!Owns(mutex))
            {
                session.Cancellation.ThrowIfCancellationRequested();
            }

            return new IndexLock(mutex);
        }
        catch
        {
            mutex.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _mutex.ReleaseMutex();
        _mutex.Dispose();
    }

    // Of a process that ended without giving it back, the index is whole all the same.
    private static bool Owns(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(Patience);
        }
        catch (AbandonedMutexException)
        {
            return true;
        }
    }
}
