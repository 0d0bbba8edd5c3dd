namespace Codeword.Tests.Conventions.Planted.Late;

/// <summary>An enumeration of the planted last chapter.</summary>
internal enum LateKind
{
    One,
}
