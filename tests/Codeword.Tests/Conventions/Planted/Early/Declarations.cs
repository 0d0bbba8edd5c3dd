using System.ComponentModel;
using Codeword.Tests.Conventions.Planted.Late;

namespace Codeword.Tests.Conventions.Planted.Early;

// Each type uses the later chapter once, in one place of its declaration or of a signature.
#pragma warning disable CA1822, CA1823, CS0169, CS0649, CS0067, IDE0051, IDE0060

internal sealed class UsesTheRoot
{
    internal Middle? _field;
}

internal sealed class AsItsBase : Later;

internal sealed class AsAnInterface : ILate;

internal sealed class AsABaseArgument : List<Later>;

internal sealed class AsAConstraint<T>
    where T : Later;

[Late]
internal sealed class AsAnAttribute;

[TypeConverter(typeof(Later))]
internal sealed class AsAnAttributesArgument;

internal sealed class AsAnAttributesEnum
{
    [DefaultValue(LateKind.One)]
    public int Value { get; init; }
}

internal sealed class AsAFieldsType
{
    private readonly Later? _field;
}

internal sealed class AsAPropertysType
{
    public Later? Property { get; init; }
}

internal sealed class AsAnEventsType
{
    public event EventHandler<Later>? Event;
}

internal sealed class AsAParameter
{
    public void Method(in Later?[] items)
    {
    }
}

internal sealed class AsAParametersAttribute
{
    public void Method([Late] int item)
    {
    }
}

internal sealed class AsAConstructorsParameter
{
    public AsAConstructorsParameter(Later item)
    {
    }
}

internal abstract class AsAnAbstractMethodsResult
{
    public abstract IReadOnlyDictionary<string, Later[]> Method();
}

internal sealed class AsAMethodsConstraint
{
    public void Method<T>()
        where T : Later
    {
    }
}

internal sealed class AsANestedTypesBase
{
    private sealed class Nested : Later;
}
