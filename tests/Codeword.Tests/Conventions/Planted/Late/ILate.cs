namespace Codeword.Tests.Conventions.Planted.Late;

/// <summary>An interface of the planted last chapter.</summary>
internal interface ILate;
