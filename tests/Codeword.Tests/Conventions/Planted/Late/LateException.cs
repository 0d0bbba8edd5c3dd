namespace Codeword.Tests.Conventions.Planted.Late;

/// <summary>An exception of the planted last chapter.</summary>
internal sealed class LateException : Exception;
