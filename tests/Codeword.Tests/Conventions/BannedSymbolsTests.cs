using System.Reflection;
using System.Text.RegularExpressions;

namespace Codeword.Tests.Conventions;

/// <summary>
/// The analyzer bans what makes runs differ. A misspelt line in its list bans nothing and says nothing,
/// so each line is looked up here.
/// </summary>
public sealed partial class BannedSymbolsTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "BannedSymbols.txt"));

    [Theory]
    [InlineData("M:System.Random.#ctor")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("M:System.String.GetHashCode")]
    [InlineData("M:System.String.GetHashCode(System.StringComparison)")]
    [InlineData("T:System.HashCode")]
    [InlineData("M:System.Guid.NewGuid")]
    public void WhatMakesRunsDifferIsBannedWithAWayOut(string symbol) => Assert.Matches(
        @"; ?\S.*: .*\S",
        Assert.Single(Lines, line => line.Split(';')[0] == symbol)[symbol.Length..]);

    [Fact]
    public void EveryBannedSymbolExists() => Faults.AssertNone(Lines.Where(line => !Exists(line.Split(';')[0])));

    [Theory]
    [InlineData("M:System.Random.#ctor(System.Text)")]
    [InlineData("P:System.DateTime.Nwo")]
    [InlineData("T:System.Hashcode")]
    [InlineData("System.HashCode")]
    public void AMisspeltSymbolDoesNotExist(string symbol) => Assert.False(Exists(symbol));

    [Fact]
    public void ABannedSymbolIsAnErrorInEveryProject()
    {
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", File.ReadLines(Path.Combine(Repository.Root, ".editorconfig")));
        string build = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Contains("<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", build, StringComparison.Ordinal);
        Assert.Contains("<AdditionalFiles Include=\"$(MSBuildThisFileDirectory)BannedSymbols.txt\"", build, StringComparison.Ordinal);
    }

    [Fact]
    public void NobodySwitchesTheBanOff() => Faults.AssertNone(
        from file in Repository.Files(".cs", ".csproj", ".props", ".targets").Append(Path.Combine(Repository.Root, ".editorconfig"))
        where Path.GetFileName(file) != $"{nameof(BannedSymbolsTests)}.cs"
        from line in File.ReadLines(file)
        where line.Contains("RS0030", StringComparison.Ordinal) && line != "dotnet_diagnostic.RS0030.severity = error"
        select $"{Repository.Short(file)}: {line.Trim()}");

    private static bool Exists(string symbol)
    {
        Match match = DocumentationId().Match(symbol);
        string name = match.Groups["name"].Value;
        int dot = name.LastIndexOf('.');
        return match.Groups["kind"].Value switch
        {
            "T" => typeof(object).Assembly.GetType(name) is not null,
            "P" => typeof(object).Assembly.GetType(name[..dot])?.GetProperty(name[(dot + 1)..]) is not null,
            "M" => MethodExists(name[..dot], name[(dot + 1)..], match.Groups["parameters"].Value),
            _ => false,
        };
    }

    private static bool MethodExists(string owner, string name, string parameters) => typeof(object).Assembly.GetType(owner) is { } type
        && type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).OfType<MethodBase>()
            .Any(method => method.Name == name.Replace("#ctor", ".ctor", StringComparison.Ordinal)
                && string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.FullName)) == parameters);

    [GeneratedRegex(@"^(?<kind>[TPM]):(?<name>[\w.#]+?)(?:\((?<parameters>[^)]*)\))?$")]
    private static partial Regex DocumentationId();
}
