using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Experiments;

/// <summary>What memory gives a loop that does next to nothing: a sum over an array, 512 bits at a time.</summary>
internal sealed class PlainRead(long bytes)
{
    private readonly ulong[] _words = [.. Enumerable.Range(0, (int)(bytes / sizeof(ulong))).Select(i => (ulong)i)];

    /// <summary>Keeps the sum from being optimised away.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Bytes read a second of processor time, over at least some milliseconds.</summary>
    public double BytesPerSecond(double atLeastMilliseconds)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        long read = 0;
        while (read == 0 || (Environment.CpuUsage.TotalTime - start).TotalMilliseconds < atLeastMilliseconds)
        {
            Once();
            read += _words.LongLength * sizeof(ulong);
        }

        return read / (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>Reads all of it.</summary>
    public void Once()
    {
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(_words);
        Vector512<ulong> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i + 32 <= (nuint)_words.Length; i += 32)
        {
            a += Vector512.LoadUnsafe(ref words, i);
            b += Vector512.LoadUnsafe(ref words, i + 8);
            c += Vector512.LoadUnsafe(ref words, i + 16);
            d += Vector512.LoadUnsafe(ref words, i + 24);
        }

        Sum = unchecked(Sum + Vector512.Sum(a + b + c + d));
    }
}
