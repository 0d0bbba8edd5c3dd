namespace Codeword.Retrieval;

/// <summary>A code that was found, and how far it is from the query.</summary>
/// <param name="Id">The code's id, 0 or more.</param>
/// <param name="Distance">In how many bits the two differ, 0 to k.</param>
public readonly record struct Neighbor(long Id, int Distance);
