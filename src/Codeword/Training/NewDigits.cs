using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>
/// Digits of new classes. A hashed one is computed. A clustered one is the bucket that the head gives the class's examples the highest outputs for on average, which is where the
/// class's mean is nearest to what the bucket stands for. A shuffled one is the same among the buckets with few classes. A codeword that another class has is left for one that
/// differs in a digit, if one is free: the one that costs the least output.
/// </summary>
internal sealed class NewDigits
{
    private readonly Codebook _codebook;
    private readonly int[] _live;
    private readonly int[][] _loads;
    private readonly int[] _starts;
    private readonly int _slack;
    private readonly List<int[]> _added = [];
    private readonly HashSet<ulong> _hashes;

    private NewDigits(Codebook codebook, LabelSet labels, int slack)
    {
        (_codebook, _live, _slack) = (codebook, labels.Live(), slack);
        _loads = [.. codebook.Columns.Select(Loads)];
        _hashes = [.. CodewordHashes.Of(codebook, _live)];
        _starts = new int[codebook.Length];
        for (int r = 1; r < _starts.Length; r++)
        {
            _starts[r] = _starts[r - 1] + codebook.Columns[r - 1].Outputs;
        }
    }

    /// <summary>The codebook with further classes.</summary>
    /// <param name="codebook">The codewords there are, of no bits.</param>
    /// <param name="labels">Their labels, which tell who is retired and fills no bucket.</param>
    /// <param name="means">For each new class the mean of every output.</param>
    /// <param name="slack">How many classes more than the emptiest a bucket may have.</param>
    public static Codebook Extend(Codebook codebook, LabelSet labels, double[][] means, int slack)
    {
        var digits = new NewDigits(codebook, labels, slack);
        Array.ForEach(means, digits.Add);
        return new Codebook(codebook.Columns.Select((column, r) => Extend(column, [.. digits._added.Select(own => own[r])])));
    }

    private static DigitColumn Extend(DigitColumn column, int[] added) => column switch
    {
        HashedColumn hashed => new HashedColumn(column.Classes + added.Length, hashed.Hash),
        ShuffledColumn shuffled => new ShuffledColumn(shuffled.Dealt, column.Buckets, shuffled.Seed, [.. shuffled.Added, .. added]),
        ClusteredColumn => new ClusteredColumn([.. DigitsOf(column), .. added], column.Buckets),
        _ => throw new ArgumentException($"The digit of kind {column.Kind} has no room for further classes.", nameof(column)),
    };

    private void Add(double[] means)
    {
        int[] digits = new int[_codebook.Length];
        for (int r = 0; r < digits.Length; r++)
        {
            digits[r] = Open(r).MaxBy(bucket => means[_starts[r] + bucket]);
        }

        digits = IsTaken(digits) ? Others(digits, means).FirstOrDefault(other => !IsTaken(other), digits) : digits;
        _added.Add(digits);
        _hashes.Add(CodewordHashes.Of(digits));
        for (int r = 0; r < digits.Length; r++)
        {
            _loads[r][digits[r]]++;
        }
    }

    // The buckets that a class may be put into, ascending.
    private IEnumerable<int> Open(int column)
    {
        if (_codebook.Columns[column] is HashedColumn hashed)
        {
            return [hashed.Hash.Bucket(_codebook.Classes + _added.Count)];
        }

        long most = _codebook.Columns[column] is ShuffledColumn ? (long)_loads[column].Min() + _slack : long.MaxValue;
        return Enumerable.Range(0, _loads[column].Length).Where(bucket => _loads[column][bucket] <= most);
    }

    // All codewords that differ in one digit, the one that loses the least first.
    private IEnumerable<int[]> Others(int[] digits, double[] means) =>
        from change in Enumerable.Range(0, digits.Length)
            .SelectMany(r => Open(r).Where(bucket => bucket != digits[r]).Select(bucket => (Column: r, Bucket: bucket)))
            .OrderBy(change => means[_starts[change.Column] + digits[change.Column]] - means[_starts[change.Column] + change.Bucket])
        select (int[])[.. digits.Select((digit, r) => r == change.Column ? change.Bucket : digit)];

    // Most are told by their hash; the few that hash alike are compared.
    private bool IsTaken(int[] digits)
    {
        if (!_hashes.Contains(CodewordHashes.Of(digits)))
        {
            return false;
        }

        if (_added.Any(other => other.AsSpan().SequenceEqual(digits)))
        {
            return true;
        }

        int[] left = _live, own = new int[_live.Length];
        for (int r = 0; r < digits.Length && left.Length > 0; r++)
        {
            _codebook.Columns[r].CopyDigits(left, own);
            left = [.. left.Where((_, i) => own[i] == digits[r])];
        }

        return left.Length > 0;
    }

    private int[] Loads(DigitColumn column)
    {
        int[] digits = new int[_live.Length], loads = new int[column.Buckets];
        column.CopyDigits(_live, digits);
        Array.ForEach(digits, digit => loads[digit]++);
        return loads;
    }

    private static int[] DigitsOf(DigitColumn column)
    {
        int[] digits = new int[column.Classes];
        column.CopyDigits(0, digits);
        return digits;
    }
}
