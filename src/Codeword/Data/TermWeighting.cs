namespace Codeword.Data;

/// <summary>What a term is worth in a text that holds it tf times, of n texts of which df hold it.</summary>
public enum TermWeighting
{
    /// <summary>tf · idf with idf = ln((1 + n) / (1 + df)) + 1.</summary>
    TfIdf,

    /// <summary>(1 + ln tf) · idf, with the same idf.</summary>
    LogTfIdf,

    /// <summary>tf.</summary>
    Tf,

    /// <summary>1.</summary>
    Binary,
}
