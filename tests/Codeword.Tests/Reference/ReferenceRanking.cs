namespace Codeword.Tests.Reference;

/// <summary>The k best by sorting everything: NaN left out, higher scores first, of equal ones the smaller index.</summary>
internal static class ReferenceRanking
{
    public static (int Index, float Score)[] Top(IEnumerable<(int Index, float Score)> pairs, int count) =>
    [
        .. pairs.Where(pair => !float.IsNaN(pair.Score)).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Index).Take(count),
    ];
}
