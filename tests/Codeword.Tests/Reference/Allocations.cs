namespace Codeword.Tests.Reference;

/// <summary>What the thread of a test allocates.</summary>
internal static class Allocations
{
    /// <summary>
    /// Bytes that an action allocates once it is warm: the least of some attempts, as a collection meanwhile may count the rest of the thread's buffer as allocated, and have the
    /// pool give arrays back, which are then taken anew.
    /// </summary>
    public static long WhenWarm(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
