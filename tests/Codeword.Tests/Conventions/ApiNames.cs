using System.Reflection;

namespace Codeword.Tests.Conventions;

/// <summary>Names of types as C# writes them: keywords, generic arguments, nullability, ref kinds; without namespaces.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Write(type, null);

    public static string Of(FieldInfo field) => Write(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Write(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        string name = Write(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
        return (parameter.ParameterType.IsByRef, parameter.IsOut, parameter.IsIn) switch
        {
            (true, true, _) => $"out {name}",
            (true, _, true) => $"in {name}",
            (true, _, _) => $"ref {name}",
            _ => name,
        };
    }

    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string TypeParameters(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    /// <summary><c> where T : class, IDisposable</c> for each type parameter that is constrained, or nothing.</summary>
    public static string Constraints(Type[] arguments) => string.Concat(
        from argument in arguments
        where argument.IsGenericParameter
        let special = SpecialConstraint(argument.GenericParameterAttributes)
        let all = special.Concat(argument.GetGenericParameterConstraints().Where(item => item != typeof(ValueType)).Select(Of)).ToArray()
        where all.Length > 0
        select $" where {argument.Name} : {string.Join(", ", all)}");

    private static string[] SpecialConstraint(GenericParameterAttributes flags) =>
        flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"]
        : flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"]
        : flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"]
        : [];

    private static string Write(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
        {
            return Write(type.GetElementType()!, info?.ElementType ?? info);
        }

        string question = info?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Write(type.GetElementType()!, info?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{question}";
        }

        return Nullable.GetUnderlyingType(type) is { } inner ? $"{Write(inner, null)}?"
            : type.IsPointer ? $"{Of(type.GetElementType()!)}*"
            : (Keywords.GetValueOrDefault(type) ?? WriteNamed(type, info)) + question;
    }

    private static string WriteNamed(Type type, NullabilityInfo? info)
    {
        string outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}." : "";
        string name = type.Name.Split('`')[0];
        if (!type.IsGenericType)
        {
            return outer + name;
        }

        NullabilityInfo[] inner = info?.GenericTypeArguments ?? [];
        Type[] arguments = type.GetGenericArguments();
        return $"{outer}{name}<{string.Join(", ", arguments.Select((argument, i) => Write(argument, i < inner.Length ? inner[i] : null)))}>";
    }
}
