namespace Codeword.Tests.Conventions.Planted.Late;

/// <summary>An attribute of the planted last chapter.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class LateAttribute : Attribute;
