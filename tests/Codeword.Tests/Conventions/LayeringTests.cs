using System.Reflection;
using System.Text.RegularExpressions;
using Codeword.Data;
using Codeword.Tests.Conventions.Planted.Early;

namespace Codeword.Tests.Conventions;

public sealed partial class LayeringTests
{
    private static readonly Type[] LibraryTypes = typeof(LabelId).Assembly.GetTypes();

    private static readonly ChapterOrder Planted = new("Codeword.Tests.Conventions.Planted", "Early", "", "Late");

    /// <summary>Everything in the planted first chapter but its clean type and the compiler's nested ones.</summary>
    public static TheoryData<string> PlantedFaults => [.. Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => type.Namespace == typeof(UsesItself).Namespace && !type.IsNested && type != typeof(UsesItself))
        .Select(type => type.Name)];

    [Fact]
    public void ATypeUsesOnlyItsOwnChapterAndEarlierOnes() => Faults.AssertNone(ChapterOrder.OfTheLibrary.Violations(LibraryTypes));

    [Fact]
    public void EveryTypeStandsInAChapter() => Faults.AssertNone(ChapterOrder.OfTheLibrary.Strays(LibraryTypes));

    // Constants and nameof leave nothing in the IL, but need a using directive or a qualified name.
    [Fact]
    public void NoFileImportsALaterChapter()
    {
        string library = Path.Combine(Repository.Root, "src", "Codeword");
        IEnumerable<string> faults =
            from file in Repository.Files(".cs")
            where file.StartsWith(library + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            let text = File.ReadAllText(file)
            let home = NamespaceLine().Match(text).Groups[1].Value
            from import in UsingLine().Matches(text)
            let name = import.Groups[1].Value
            where ChapterOrder.OfTheLibrary.LaterThan(home)
                .Any(later => name == later || (later != "Codeword" && name.StartsWith(later + ".", StringComparison.Ordinal)))
            select $"{Repository.Short(file)} imports {name}";

        Faults.AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(PlantedFaults))]
    public void APlantedUseOfALaterChapterIsFound(string planted)
    {
        Type type = Assembly.GetExecutingAssembly().GetType($"Codeword.Tests.Conventions.Planted.Early.{planted}", throwOnError: true)!;

        Assert.NotEmpty(Planted.Violations(WithNested(type)));
    }

    [Fact]
    public void TheFaultNamesUserUsedTypeAndMember() => Assert.Contains(
        "Codeword.Tests.Conventions.Planted.Early.InABody uses the later Codeword.Tests.Conventions.Planted.Late.Later in Run",
        Planted.Violations([typeof(InABody)]));

    [Fact]
    public void UsingOnesOwnChapterAndEarlierOnesIsFine() => Faults.AssertNone(Planted.Violations(
        [.. WithNested(typeof(UsesItself)), .. WithNested(typeof(Planted.Middle)), .. WithNested(typeof(Planted.Late.Later))]));

    [Fact]
    public void TheRootNamespaceIsAChapterOfItsOwn()
    {
        Assert.Single(Planted.Violations([typeof(UsesTheRoot)]).Distinct());
        Assert.Equal(["Codeword", "Codeword.Evaluation"], ChapterOrder.OfTheLibrary.LaterThan("Codeword.Models").Take(2));
    }

    [Fact]
    public void ATypeInNoChapterIsAStray() => Assert.Equal(
        [typeof(Planted.Late.Later).FullName],
        new ChapterOrder("Codeword.Tests.Conventions.Planted", "Early").Strays([typeof(Planted.Late.Later), typeof(UsesItself)]));

    private static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(WithNested).Prepend(type);

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(Codeword[\w.]*)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
