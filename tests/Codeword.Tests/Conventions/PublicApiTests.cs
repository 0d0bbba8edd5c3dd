using Codeword.Data;
using Codeword.Tests.Conventions.Planted;

namespace Codeword.Tests.Conventions;

public sealed class PublicApiTests
{
    private const string Variable = "CODEWORD_APPROVE";

    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "Codeword.Tests", "Conventions", "PublicApi.approved.txt");

    [Fact]
    public void ThePublicApiIsTheApprovedOne()
    {
        IReadOnlyList<string> lines = PublicApi.Lines(typeof(LabelId).Assembly.GetExportedTypes());
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(Approved, string.Concat(lines.Select(line => line + "\n")));
        }

        string? difference = Difference(File.ReadAllLines(Approved), lines);
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void AMismatchShowsTheLinesAndHowToApproveThem() => Assert.Equal(
        """
        The public API is not the approved one (- approved, + now):
        - gone
        + new
        If that is meant, run the test with CODEWORD_APPROVE=1 and commit tests/Codeword.Tests/Conventions/PublicApi.approved.txt.
        """,
        Difference(["gone", "same"], ["new", "same"]));

    [Fact]
    public void EveryKindOfMemberHasItsLine() => Assert.Equal(
        [
            "Codeword.Tests.Conventions.Planted.Visible<T> : sealed record, IDisposable where T : class",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Changed : event EventHandler",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Count : required int { get; init; }",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Default : static string { get; }",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Dispose() : void",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Find<TOther>(ReadOnlySpan<char> name, in TOther item, "
                + "out List<string?>? found, int count = 3) : static T? where TOther : struct",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Item[int i] : T[]? { get; }",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Limit : const int = 7",
            "Codeword.Tests.Conventions.Planted.Visible<T>.Sum(params ReadOnlySpan<double> terms) : double?",
            "Codeword.Tests.Conventions.Planted.Visible<T>.new() : Visible",
            "Codeword.Tests.Conventions.Planted.Visible<T>.op_Addition(Visible<T> left, Visible<T> right) : static Visible<T>",
            "Codeword.Tests.Conventions.Planted.VisibleKind : enum byte",
            "Codeword.Tests.Conventions.Planted.VisibleKind.First = 1",
        ],
        PublicApi.Lines([typeof(Visible<>), typeof(VisibleKind)]));

    private static string? Difference(IReadOnlyCollection<string> approved, IReadOnlyCollection<string> now)
    {
        string[] changes = [.. approved.Except(now).Select(line => $"- {line}"), .. now.Except(approved).Select(line => $"+ {line}")];
        return changes.Length == 0
            ? null
            : $"""
            The public API is not the approved one (- approved, + now):
            {string.Join('\n', changes)}
            If that is meant, run the test with {Variable}=1 and commit {Repository.Short(Approved)}.
            """;
    }
}
