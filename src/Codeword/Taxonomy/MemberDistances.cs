using Codeword.Codes;

namespace Codeword.Taxonomy;

/// <summary>
/// Complete linkage without a table: all members of one group are compared with all of the other. Memory O(K); a search costs K times the size of the group asked
/// about, so that all take O(K² log K) where groups grow evenly, and O(K³) at the worst.
/// </summary>
internal sealed class MemberDistances : ClusterDistances
{
    private const int None = -1;
    private readonly BinaryCodes _codes;
    private readonly BitWeights _weights;
    private readonly int[] _next;
    private readonly int[] _last;
    private int _asked;

    public MemberDistances(BinaryCodes codes, BitWeights weights)
        : base(codes.Count)
    {
        (_codes, _weights) = (codes, weights);
        _last = [.. Enumerable.Range(0, codes.Count)];
        _next = new int[codes.Count];
        Array.Fill(_next, None);
    }

    public override void Ask(int cluster) => _asked = cluster;

    public override double To(int cluster)
    {
        int largest = 0;
        for (int own = _asked; own != None; own = _next[own])
        {
            ReadOnlySpan<ulong> code = _codes.CodeOf(own);
            for (int other = cluster; other != None; other = _next[other])
            {
                largest = Math.Max(largest, _weights.Distance(code, _codes.CodeOf(other)));
            }
        }

        return largest;
    }

    public override void Merge(int kept, int gone) => (_next[_last[kept]], _last[kept]) = (gone, _last[gone]);
}
