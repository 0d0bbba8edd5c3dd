using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Tests.Conventions;

/// <summary>Writes what a user of an assembly can see, one line for each type and member: full owner, member, types, defaults.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> ObjectMembers = [nameof(ToString), nameof(Equals), nameof(GetHashCode)];

    /// <summary>The lines, sorted by ordinal and free of repetition.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<Type> types) =>
        [.. types.Where(type => type.IsVisible).SelectMany(LinesOf).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> LinesOf(Type type)
    {
        string owner = $"{type.Namespace}.{ApiNames.Of(type)}";
        return type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{owner}.{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
                .Prepend($"{owner} : enum {ApiNames.Of(type.GetEnumUnderlyingType())}")
            : type.GetMembers(Declared).Select(LineOf).OfType<string>().Select(line => $"{owner}{line}").Prepend(
                $"{owner} : {Kind(type)}{Parents(type)}{ApiNames.Constraints(type.GetGenericArguments())}");
    }

    private static string Kind(Type type) => type switch
    {
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsInterface: true } => "interface",
        { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "")
            + (type.IsByRefLike ? "ref struct" : IsRecord(type) ? "record struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
    };

    // What the compiler adds to a record (equality, printing, copying) is known from the word record.
    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string Parents(Type type)
    {
        IEnumerable<Type> inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<string> parents = type.GetInterfaces().Except(inherited)
            .Where(item => item.IsVisible && !(IsRecord(type) && item.Name == typeof(IEquatable<>).Name))
            .Select(ApiNames.Of)
            .Order(StringComparer.Ordinal);
        return string.Concat((type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? parents.Prepend(ApiNames.Of(parent)) : parents)
            .Select(name => $", {name}"));
    }

    private static string? LineOf(MemberInfo member) => member switch
    {
        FieldInfo field when IsSeen(field) && !field.IsSpecialName => $".{field.Name} : {Modifiers(field)}{ApiNames.Of(field)}{Constant(field)}",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsSeen) && property.Name != "EqualityContract" =>
            $".{property.Name}{Indices(property)} : {Property(property)}",
        EventInfo { AddMethod: { } add } happening when IsSeen(add) => $".{happening.Name} : event {ApiNames.Of(happening.EventHandlerType!)}",
        ConstructorInfo { IsStatic: false } constructor when IsSeen(constructor) =>
            $".new({Parameters(constructor.GetParameters())}) : {Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}",
        MethodInfo method when IsSeen(method) && !IsAccessor(method) && !IsPlain(method) =>
            $".{method.Name}{ApiNames.TypeParameters(method.GetGenericArguments())}({Parameters(method.GetParameters())}) : "
            + $"{Access(method)}{ApiNames.Of(method.ReturnParameter)}{ApiNames.Constraints(method.GetGenericArguments())}",
        _ => null,
    };

    private static bool IsSeen(FieldInfo field) => field.IsPublic || (!field.DeclaringType!.IsSealed && (field.IsFamily || field.IsFamilyOrAssembly));

    private static bool IsSeen(MethodBase method) => (method.IsPublic || (!method.DeclaringType!.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly)))
        && (IsAccessor(method) || !method.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static bool IsAccessor(MethodBase method) => method is { IsSpecialName: true, IsConstructor: false }
        && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsPlain(MethodInfo method) => ObjectMembers.Contains(method.Name) && method.GetBaseDefinition().DeclaringType == typeof(object);

    private static string Modifiers(FieldInfo field) => field switch
    {
        { IsLiteral: true } => "const ",
        { IsStatic: true, IsInitOnly: true } => "static readonly ",
        { IsStatic: true } => "static ",
        { IsInitOnly: true } => "readonly ",
        _ => "",
    };

    private static string Constant(FieldInfo field) => field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";

    private static string Access(MethodBase method) => (method.IsPublic ? "" : "protected ") + (method switch
    {
        { IsStatic: true, IsAbstract: true } => "static abstract ",
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } or { IsFinal: true } => "",
        { IsAbstract: true } => "abstract ",
        MethodInfo { IsVirtual: true } over when over.GetBaseDefinition() != over => "override ",
        { IsVirtual: true } => "virtual ",
        _ => "",
    });

    private static string Indices(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } indices ? $"[{Parameters(indices)}]" : "";

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsSeen)];
        IEnumerable<string> words = accessors.Select(accessor => (accessor.IsPublic || accessors.All(any => !any.IsPublic) ? "" : "protected ")
            + (accessor.ReturnType != typeof(void) ? "get;" : IsInit(accessor) ? "init;" : "set;"));
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{required}{Access(accessors[0])}{ApiNames.Of(property)} {{ {string.Join(' ', words)} }}";
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")
        + $"{ApiNames.Of(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : parameter.IsDefined(typeof(OptionalAttribute)) ? " = default" : "")));

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
