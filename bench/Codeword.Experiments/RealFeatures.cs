namespace Codeword.Experiments;

/// <summary>Numbers of the database's rows and of the queries, row after row.</summary>
internal sealed record RealFeatures(int Width, float[] Database, float[] Queries)
{
    /// <summary>The same, rounded to float16.</summary>
    public RealFeatures Halved() => this with { Database = Round(Database), Queries = Round(Queries) };

    private static float[] Round(float[] values) => [.. values.Select(value => (float)(Half)value)];
}
