using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// Looks for the best classes by sums in the lists of the m best buckets of each digit. In a column where a class stands in none of them, its entry is at most that of
/// bucket m + 1, the floor; so the floors' sum, and what the class's lists have above them, is never below its score. The classes with the highest such bounds
/// are scored exactly. Where the worst of the best then beats all other bounds the answer is that of scoring all, and is counted as proven.
/// </summary>
internal sealed class CandidateScorer : Scorer
{
    private readonly DigitScorer _all;
    private readonly ClassScorer _classes;
    private readonly BucketIndex _index;
    private readonly CandidateSearch _search;

    public CandidateScorer(Codebook codebook, HeadLoss loss, DigitScorer all, BucketIndex index, CandidateSearch search)
        : base(codebook, loss, all.Decoder)
    {
        CandidateSearch.Require(codebook, all.Decoder);
        (_all, _classes, _index, _search) = (all, all.Lookup, index, search);
    }

    public override CandidateSearch? Search => _search;

    public override string Plan => string.Create(
        CultureInfo.InvariantCulture,
        $"candidates: classes of the {_search.Buckets} best buckets of each digit, of which {_search.Rescored} are scored; an index of {_index.Bytes:N0} bytes");

    public override long Bytes => _all.Bytes + _index.Bytes;

    public override ScoringScratch CreateScratch()
    {
        ScoringScratch scratch = _all.CreateScratch();
        scratch.Candidates = new CandidateScratch(Codebook.Length, _search.Buckets, Codebook.Columns.Max(column => column.Buckets));
        return scratch;
    }

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) => _all.Prepare(outputs, scratch);

    public override void Score(ScoringScratch scratch, int first, Span<float> scores) => _all.Score(scratch, first, scores);

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        CandidateScratch own = scratch.Candidates!;
        CandidateList found = own.Candidates;
        found.Clear(Math.Min(Classes, Math.Max(_search.Rescored, top.Capacity)));
        GainScale scale = PickLists(scratch.Tables, own);
        for (int chunk = 0; chunk < _index.Chunks && own.ListCount > 0; chunk++)
        {
            AddGains(own, chunk);
            found.Add(own.Gains, chunk * BucketIndex.ChunkClasses);
        }

        found.Cut();
        if (found.Count < Math.Min(top.Capacity, Classes))
        {
            scratch.Scans++;
            scratch.Proven++;
            return _all.Rank(scratch, ref top, logSumScale);
        }

        scratch.Rankings++;
        double logSum = ScoreExactly(scratch, ref top, logSumScale);
        scratch.Proven += found.Count == Classes || top.Threshold > scale.Bound(found.Limit) ? 1 : 0;
        return logSum;
    }

    internal override Scorer With(Decoder decoder) => _all.With(decoder);

    internal override Scorer With(CandidateSearch? search) =>
        search is { } other ? new CandidateScorer(Codebook, Loss, _all, _index, other) : _all;

    // The m best buckets of each column, with what they have above the next best.
    private GainScale PickLists(ReadOnlySpan<float> tables, CandidateScratch own)
    {
        (double floors, double most, double magnitude) = (0, 0, 0);
        own.ListCount = 0;
        for (int r = 0; r < Codebook.Length; r++)
        {
            ReadOnlySpan<float> table = tables[_classes.TableOf(r)][..Codebook.Columns[r].Buckets];
            var best = new TopK(own.Buckets.AsSpan(0, Math.Min(own.Buckets.Length, table.Length)), own.Entries);
            for (int b = 0; b < table.Length; b++)
            {
                if (table[b] >= best.Threshold)
                {
                    best.Offer(b, table[b]);
                }
            }

            float floor = best.Threshold;
            double highest = 0;
            for (int i = 0; i < best.Count; i++)
            {
                own.Lists[own.ListCount] = new BucketList(r, own.Buckets[i], own.Entries[i] - floor, 0);
                own.ListCount += own.Entries[i] > floor ? 1 : 0;
                highest = Math.Max(highest, own.Entries[i] - floor);
            }

            floors += floor;
            most += highest;
            magnitude += TensorPrimitives.MaxMagnitude(table);
        }

        return new GainScale(floors, most / (ushort.MaxValue - Codebook.Length), Codebook.Length * Math.ScaleB(Math.Abs(magnitude), -23)).ToSteps(own);
    }

    // The kernel that takes most of the time: a scattered sum, in a chunk's gains that stay in the cache. Sums fit by the choice of the step.
    private void AddGains(CandidateScratch own, int chunk)
    {
        own.Gains.AsSpan().Clear();
        ref ushort gains = ref MemoryMarshal.GetArrayDataReference(own.Gains);
        foreach (BucketList list in own.Lists.AsSpan(0, own.ListCount))
        {
            foreach (ushort place in _index.PlacesOf(list.Column, list.Bucket, chunk))
            {
                ref ushort gain = ref Unsafe.Add(ref gains, (nuint)place);
                gain = unchecked((ushort)(gain + list.Steps));
            }
        }
    }

    // ln Σ exp(scale·s) is over the candidates alone: the probabilities made of it are never too small, and the classes left out have none.
    private double ScoreExactly(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        CandidateList found = scratch.Candidates!.Candidates;
        ReadOnlySpan<int> classes = found.Classes;
        Span<float> scores = found.Scores;
        _classes.SumEach(classes, scratch.Tables, scores);
        for (int i = 0; i < classes.Length; i++)
        {
            if (scores[i] >= top.Threshold)
            {
                top.Offer(classes[i], scores[i]);
            }
        }

        if (logSumScale <= 0)
        {
            return 0;
        }

        scores[classes.Length..].Fill(float.NegativeInfinity);
        float highest = Softmax.Highest(scores);
        return (logSumScale * (double)highest) + VectorMath.Log(Softmax.SumOfExponentials(scores, logSumScale, highest));
    }

    // The floors' sum, what a step of gains is worth, and how far sums of floats may be from those of the numbers they stand for.
    private readonly record struct GainScale(double Floors, double Step, double Slack)
    {
        public double Bound(int gains) => Floors + (Step * gains) + Slack;

        public GainScale ToSteps(CandidateScratch own)
        {
            foreach (ref BucketList list in own.Lists.AsSpan(0, own.ListCount))
            {
                list = list with { Steps = (ushort)Math.Ceiling(list.Gain / Step) };
            }

            return this;
        }
    }
}
