namespace Codeword.Evaluation;

/// <summary>What is summed over rows at one cut-off.</summary>
internal struct CutoffSums
{
    public long RowsHit;
    public long Hits;
    public FixedPointSum Recall;
    public FixedPointSum Gain;
    public FixedPointSum Weight;
    public FixedPointSum BestWeight;
    public FixedPointSum DiscountedWeight;
    public FixedPointSum BestDiscountedWeight;

    public void Add(in CutoffSums other)
    {
        RowsHit += other.RowsHit;
        Hits += other.Hits;
        Recall += other.Recall;
        Gain += other.Gain;
        Weight += other.Weight;
        BestWeight += other.BestWeight;
        DiscountedWeight += other.DiscountedWeight;
        BestDiscountedWeight += other.BestDiscountedWeight;
    }
}
