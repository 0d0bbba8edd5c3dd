using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// Exact decoding: scores every class from the R bucket tables in tiles of 1,024 classes and keeps the k best in a bounded heap. No row of K scores
/// is ever kept. Where only the best are asked for and scores are sums, bytes tell most classes out first (<see cref="ByteScan"/>); where
/// ln Σ exp is asked for as well, whole numbers of 24 bits do (<see cref="ShareScan"/>). The best and their scores are the same.
/// Immutable and shared by threads; the scratch is the caller's.
/// </summary>
public sealed class ClassScorer
{
    /// <summary>Classes scored at a time.</summary>
    public const int TileSize = 1024;

    /// <summary>Bytes of digits that are laid out for any codebook; a caller may allow more.</summary>
    public const long DefaultDigitBytes = 1L << 24;

    private readonly ColumnLookup[] _columns;
    private readonly int[] _offsets;
    private readonly ByteScan? _scan;
    private readonly ShareScan? _shares;

    /// <summary>Prepares a codebook: digits are laid out as bytes, or, where they can be, left to be computed.</summary>
    /// <param name="codebook">The codewords.</param>
    /// <param name="mostDigitBytes">Above this many bytes, hashed and shuffled digits are computed when they are needed.</param>
    public ClassScorer(Codebook codebook, long mostDigitBytes = DefaultDigitBytes)
    {
        bool computed = codebook.Columns.Sum(column => (long)column.Classes * ClusteredColumn.BytesPerDigit(column.Buckets)) > mostDigitBytes;
        Classes = codebook.Classes;
        (_columns, DigitTiles tiles) = ColumnLookup.AllOf(codebook.Columns, computed);
        _offsets = new int[_columns.Length + 1];
        for (int r = 0; r < _columns.Length; r++)
        {
            _offsets[r + 1] = checked(_offsets[r] + PaddedLength(codebook.Columns[r].Buckets));
        }

        _scan = ByteScan.For(this, codebook, tiles);
        _shares = ShareScan.For(this, codebook, tiles);
        Plan = (_scan is not null ? "all classes, in bytes first and the best of them in floats" : "all classes in floats" + WhyNotBytes(codebook, computed, mostDigitBytes))
            + (_shares is not null ? "; in whole numbers of 24 bits where probabilities are shares of 1" : "");
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>Floats that all bucket tables take together, each padded to whole vectors.</summary>
    public int TableLength => _offsets[^1];

    /// <summary>Floats of scratch that <see cref="Rank"/> needs.</summary>
    public int ScratchLength => TileSize * (1 + Columns);

    /// <summary>Bytes of memory the digits take while decoding.</summary>
    public long DigitBytes => _columns.Sum(column => column.Bytes);

    /// <summary>How sums are ranked and why so, in a line.</summary>
    internal string Plan { get; }

    private int Columns => _columns.Length;

    /// <summary>The place of column r's table among all tables.</summary>
    public Range TableOf(int column) => _offsets[column].._offsets[column + 1];

    /// <summary>
    /// Ranks the classes: the best go into <paramref name="top"/>, unsorted until it is asked to sort.
    /// </summary>
    /// <param name="decoder">How columns combine.</param>
    /// <param name="tables">What each bucket contributes, <see cref="TableLength"/> floats, from <see cref="Decoder.MapOutputs"/>.</param>
    /// <param name="top">Receives the best classes.</param>
    /// <param name="logSumScale">Where above 0, ln Σ exp(scale·s) over all classes is returned; else 0 is.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats.</param>
    public double Rank(Decoder decoder, ReadOnlySpan<float> tables, ref TopK top, float logSumScale, Span<float> scratch)
    {
        if (_scan is { } scan && decoder.IsSum && logSumScale <= 0)
        {
            scan.Rank(decoder, tables, ref top, scratch);
            return 0;
        }

        if (_shares is { } shares && decoder.IsSum && logSumScale > 0 && shares.Rank(decoder, tables, ref top, logSumScale, scratch) is { } logSum)
        {
            return logSum;
        }

        return RankFloats(decoder, tables, ref top, logSumScale, scratch);
    }

    /// <summary>The same without bytes.</summary>
    internal double RankFloats(Decoder decoder, ReadOnlySpan<float> tables, ref TopK top, float logSumScale, Span<float> scratch)
    {
        Span<float> tile = scratch[..TileSize];
        var mass = new ScoreMass(logSumScale);
        for (int first = 0; first < Classes; first += TileSize)
        {
            int count = Math.Min(TileSize, Classes - first);
            Score(decoder, tables, first, tile[..count], scratch[TileSize..]);
            mass.AddTile(tile, count, first, ref top);
        }

        return mass.LogSum;
    }

    /// <summary>Scores the classes first, first + 1, …, at most <see cref="TileSize"/>.</summary>
    /// <param name="decoder">How columns combine.</param>
    /// <param name="tables">What each bucket contributes.</param>
    /// <param name="first">Index of the first class.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="scratch">TileSize · R floats, used by the median; TileSize by the minimum.</param>
    /// <exception cref="ArgumentOutOfRangeException">More classes than a tile has, or one that is not there.</exception>
    public void Score(Decoder decoder, ReadOnlySpan<float> tables, int first, Span<float> scores, Span<float> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scores.Length, TileSize, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Classes - scores.Length);
        if (decoder.Kind == DecoderKind.Median)
        {
            OrderStatistics.Median(_columns, _offsets, tables, first, scores, scratch);
        }
        else if (decoder.Kind == DecoderKind.Min)
        {
            OrderStatistics.Min(_columns, _offsets, tables, first, scores, scratch);
        }
        else
        {
            scores.Clear();
            for (int r = 0; r < _columns.Length; r++)
            {
                _columns[r].Add(first, tables[_offsets[r].._offsets[r + 1]], scores);
            }
        }
    }

    /// <summary>One class's sum, added up as <see cref="Score"/> does.</summary>
    internal float SumOf(int index, ReadOnlySpan<float> tables)
    {
        float sum = 0;
        for (int r = 0; r < _columns.Length; r++)
        {
            sum += _columns[r].EntryOf(index, tables[_offsets[r].._offsets[r + 1]]);
        }

        return sum;
    }

    /// <summary>Sums of classes in any order, added up as <see cref="Score"/> does.</summary>
    internal void SumEach(ReadOnlySpan<int> indices, ReadOnlySpan<float> tables, Span<float> sums)
    {
        sums[..indices.Length].Clear();
        for (int r = 0; r < _columns.Length; r++)
        {
            _columns[r].AddEach(indices, tables[_offsets[r].._offsets[r + 1]], sums);
        }
    }

    /// <summary>Scores any number of classes, tile by tile; the scratch is that of <see cref="Rank"/>.</summary>
    internal void ScoreAll(Decoder decoder, ReadOnlySpan<float> tables, int first, Span<float> scores, Span<float> scratch)
    {
        for (int done = 0; done < scores.Length; done += TileSize)
        {
            Score(decoder, tables, first + done, scores[done..Math.Min(done + TileSize, scores.Length)], scratch[TileSize..]);
        }
    }

    private static string WhyNotBytes(Codebook codebook, bool computed, long mostDigitBytes) => FormattableString.Invariant(
        codebook.Columns.Any(column => column is IdentityColumn) ? $", each of a bucket of its own"
        : codebook.Classes < TileScan.FewestClasses ? $": fewer than {TileScan.FewestClasses:N0}, for which bytes gain nothing"
        : computed ? $"; digits are computed, since they would take more than {mostDigitBytes:N0} bytes"
        : codebook.Columns.Any(column => column.Buckets > DigitTiles.MostBuckets) ? $": some have digits of more than {DigitTiles.MostBuckets} buckets"
        : (FormattableString)$": this machine's instructions look no bytes up faster");

    // Tables of up to 64 buckets are padded to the four registers the byte kernel loads.
    private static int PaddedLength(int buckets) => buckets <= LookupKernels.ShortTable
        ? LookupKernels.ShortTable
        : checked((buckets + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes);
}
