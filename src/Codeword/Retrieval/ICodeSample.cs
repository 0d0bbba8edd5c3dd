namespace Codeword.Retrieval;

/// <summary>Some blocks of the codes beside one query: how many of their codes are nearer than a limit.</summary>
internal interface ICodeSample
{
    /// <summary>How many codes are nearer, and the sum over the blocks of the squares of how many of each.</summary>
    /// <param name="limit">1 to bits + 1.</param>
    (int Codes, int Squares) CountNearer(int limit);
}
