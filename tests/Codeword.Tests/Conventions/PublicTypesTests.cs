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
    public void NothingIsGlobalAndMutable() => Faults.AssertNone(TypeRules.MutableStatics(Product));

    [Fact]
    public void AnInterfaceHasTwoImplementations() => Faults.AssertNone(TypeRules.LonelyInterfaces(Product));

    [Fact]
    public void NamesSayWhatATypeIs() => Faults.AssertNone(TypeRules.EmptyNames(Product));

    [Fact]
    public void OptionsAreSealedRecordsWithDefaults() => Faults.AssertNone(TypeRules.LooseOptions(Library));

    [Fact]
    public void RecordsCannotBeChanged() => Faults.AssertNone(TypeRules.MutableRecords(Product));

    [Fact]
    public void ALabelIsALabelId() => Faults.AssertNone(TypeRules.BareLabels(Library));

    [Fact]
    public void PublicClassesAreSealedOrAbstract() => Faults.AssertNone(TypeRules.OpenClasses(Library));

    [Fact]
    public void TheLibraryNeitherPrintsNorLogsNorWaits() => Faults.AssertNone(TypeRules.HostBusiness(Library));

    [Fact]
    public void AnExceptionsMessageTellsAllItWasGiven() => Faults.AssertNone(TypeRules.SilentExceptions(Library));

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
