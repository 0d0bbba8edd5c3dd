using Codeword.Retrieval;

namespace Codeword.Tests.Reference;

/// <summary>Neighbours by Hamming distance from the definition: bit by bit, all of them sorted.</summary>
internal static class ReferenceNeighbors
{
    public static int Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int distance = 0;
        for (int j = 0; j < 8 * a.Length; j++)
        {
            distance += ((a[j / 8] >> (j % 8)) & 1) != ((b[j / 8] >> (j % 8)) & 1) ? 1 : 0;
        }

        return distance;
    }

    /// <summary>All codes within a radius, nearest first and of equal distances the smaller id first.</summary>
    public static Neighbor[] Within(IReadOnlyDictionary<long, byte[]> codes, byte[] query, int radius) =>
    [
        .. codes.Select(code => new Neighbor(code.Key, Distance(code.Value, query)))
            .Where(neighbor => neighbor.Distance <= radius)
            .OrderBy(neighbor => neighbor.Distance).ThenBy(neighbor => neighbor.Id),
    ];
}
