using System.Numerics;

namespace Codeword.Retrieval;

/// <summary>Blocks turned into planes beside one query (<see cref="PlaneKernels"/>).</summary>
/// <param name="planes">The planes of blocks without places that hold no code.</param>
/// <param name="query">The query, spread.</param>
/// <param name="bits">k.</param>
internal readonly ref struct PlaneSample(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> query, int bits) : ICodeSample
{
    private readonly ReadOnlySpan<ulong> _planes = planes;
    private readonly ReadOnlySpan<ulong> _query = query;
    private readonly int _highest = PlaneKernels.HighestDigit(bits);

    /// <inheritdoc/>
    public (int Codes, int Squares) CountNearer(int limit)
    {
        Span<ulong> sums = stackalloc ulong[(_highest + 1) * PlaneKernels.WordsPerPlane];
        int groups = _planes.Length / (_query.Length * PlaneKernels.WordsPerPlane);
        (int codes, int squares) = (0, 0);
        for (int g = Next(0, limit, sums); g < groups; g = Next(g + 1, limit, sums))
        {
            foreach (ulong farther in sums.Slice(_highest * PlaneKernels.WordsPerPlane, PlaneKernels.WordsPerPlane))
            {
                int count = BitOperations.PopCount(~farther);
                codes += count;
                squares += count * count;
            }
        }

        return (codes, squares);
    }

    private int Next(int group, int limit, Span<ulong> sums) => PlaneKernels.FindNearer(_planes, _query, _highest, limit, group, sums);
}
