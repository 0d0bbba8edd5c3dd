namespace Codeword.Data;

/// <summary>What the smallest possible feature index of a libsvm file is.</summary>
public enum IndexBase
{
    /// <summary>Decided from the data; see <see cref="LibsvmFormat.IndexBase"/> for the rule.</summary>
    Auto,

    /// <summary>Indices count from 0.</summary>
    Zero,

    /// <summary>Indices count from 1.</summary>
    One,
}
