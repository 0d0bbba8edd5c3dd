using System.Reflection;
using Codeword.Data;
using Codeword.Tests.Conventions.Planted;

namespace Codeword.Tests.Conventions;

public sealed class PublicTypesTests
{
    private static readonly Type[] Library = typeof(LabelId).Assembly.GetTypes();

    private static readonly Type[] Product = [.. Library, .. Assembly.Load("Codeword.Cli").GetTypes()];

    private static readonly Type[] Planted = typeof(Faulty).GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic);

    [Fact]
    public void NothingIsGlobalAndMutable() => Assert.Empty(TypeRules.MutableStatics(Product));

    [Fact]
    public void AnInterfaceHasTwoImplementations() => Assert.Empty(TypeRules.LonelyInterfaces(Product));

    [Fact]
    public void NamesSayWhatATypeIs() => Assert.Empty(TypeRules.EmptyNames(Product));

    [Fact]
    public void OptionsAreSealedRecordsWithDefaults() => Assert.Empty(TypeRules.LooseOptions(Library));

    [Fact]
    public void RecordsCannotBeChanged() => Assert.Empty(TypeRules.MutableRecords(Product));

    [Fact]
    public void ALabelIsALabelId() => Assert.Empty(TypeRules.BareLabels(Library));

    [Fact]
    public void PublicClassesAreSealedOrAbstract() => Assert.Empty(TypeRules.OpenClasses(Library));

    [Fact]
    public void TheLibraryNeitherPrintsNorLogsNorWaits() => Assert.Empty(TypeRules.HostBusiness(Library));

    [Fact]
    public void AnExceptionsMessageTellsAllItWasGiven() => Assert.Empty(TypeRules.SilentExceptions(Library));

    [Fact]
    public void PlantedGlobalStateIsFound() => AssertFound(
        TypeRules.MutableStatics(Planted),
        "AssignedAgain._count", "SetInPlace.Items", "OpenArray.Items", "SharedScratch.Record", "StaticProperty.<Count>k__BackingField");

    [Fact]
    public void APlantedLonelyInterfaceIsFound() => AssertFound(TypeRules.LonelyInterfaces(Planted), "ILonely");

    [Fact]
    public void PlantedEmptyNamesAreFound() => AssertFound(TypeRules.EmptyNames(Planted), "RowManager", "CodeBase`1");

    [Fact]
    public void PlantedLooseOptionsAreFound() => AssertFound(
        TypeRules.LooseOptions(Planted), "ClassOptions", "OpenOptions", "PositionalOptions", "PositionalOptions");

    [Fact]
    public void APlantedMutableRecordIsFound() => AssertFound(TypeRules.MutableRecords(Planted), "MutableRecord.Count");

    [Fact]
    public void PlantedBareLabelsAreFound() => AssertFound(TypeRules.BareLabels(Planted), "BareLabel.Add", "BareLabelList._labels");

    [Fact]
    public void APlantedOpenClassIsFound() => AssertFound(TypeRules.OpenClasses(Planted), "Open");

    [Fact]
    public void PlantedHostBusinessIsFound() => AssertFound(TypeRules.HostBusiness(Planted), "Printing", "Waiting");

    [Fact]
    public void APlantedSilentExceptionIsFound() => AssertFound(TypeRules.SilentExceptions(Planted), "SilentException");

    // Each fault begins with the type's name; what else it says is for the reader.
    private static void AssertFound(IEnumerable<string> faults, params string[] expected) => Assert.Equal(
        expected.Order(StringComparer.Ordinal),
        faults.Select(fault => fault.Split(' ')[0].Split('+')[1]).Order(StringComparer.Ordinal));
}
