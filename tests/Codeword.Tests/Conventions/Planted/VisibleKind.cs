namespace Codeword.Tests.Conventions.Planted;

/// <summary>An enumeration for the listing of the public API.</summary>
public enum VisibleKind : byte
{
    /// <summary>Its one value.</summary>
    First = 1,
}
