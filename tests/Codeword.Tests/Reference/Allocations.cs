namespace Codeword.Tests.Reference;

/// <summary>What the thread of a test allocates.</summary>
internal static class Allocations
{
    /// <summary>
    /// Bytes that an action allocates once it is warm, in a while without a collection: one may count the rest of the thread's buffer as allocated, and have the pool give arrays
    /// back, which are then taken anew. What is told after a hundred attempts is told all the same.
    /// </summary>
    public static long WhenWarm(Action action)
    {
        for (int attempt = 1; ; attempt++)
        {
            int collections = GC.CollectionCount(0);
            GC.WaitForPendingFinalizers();   // the pool gives arrays back there, some time after a collection
            action();
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (attempt == 100 || GC.CollectionCount(0) == collections)
            {
                return allocated;
            }
        }
    }
}
