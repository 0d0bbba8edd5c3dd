namespace Codeword.Retrieval;

/// <summary>Some of the codes beside one query: how many are nearer than a limit.</summary>
internal interface ICodeSample
{
    /// <summary>How many codes of the sample are nearer.</summary>
    int CountNearer(int limit);
}
