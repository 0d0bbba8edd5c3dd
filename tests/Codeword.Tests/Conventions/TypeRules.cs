using System.CodeDom.Compiler;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Codeword.Tests.Conventions;

/// <summary>Rules for types as functions: each takes types and gives one sentence for each fault.</summary>
internal static class TypeRules
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] EmptySuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Impl", "Service"];

    private static readonly Type[] MutableTypes =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(SortedSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(PriorityQueue<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentBag<>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>),
        typeof(ConditionalWeakTable<,>), typeof(StringBuilder), typeof(Random), typeof(Stream), typeof(ThreadLocal<>), typeof(AsyncLocal<>), typeof(Lazy<>),
    ];

    private static readonly string[] LabelNames = ["label", "labelId", "classId"];

    private static readonly string[] LabelListNames = ["labels", "labelIds", "classIds"];

    private static readonly Type[] Numbers = [typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(short), typeof(ushort)];

    /// <summary>Static fields that can be assigned again, or that hold something that can be changed in place.</summary>
    public static IEnumerable<string> MutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type)
        from field in type.GetFields(Declared)
        where field is { IsStatic: true, IsLiteral: false } && !IsGenerated(field.DeclaringType!)
        where !field.IsInitOnly || IsMutable(field.FieldType) || (field.FieldType.IsArray && !field.IsPrivate) || field.IsDefined(typeof(ThreadStaticAttribute))
        select $"{type.FullName}.{field.Name} is global state";

    /// <summary>Interfaces that fewer than two types implement: an abstraction nobody needs yet.</summary>
    public static IEnumerable<string> LonelyInterfaces(IReadOnlyCollection<Type> types) =>
        from contract in types
        where contract.IsInterface
        let count = types.Count(type => type is { IsInterface: false, IsAbstract: false } && type.GetInterfaces().Any(item => Definition(item) == contract))
        where count < 2
        select $"{contract.FullName} has {count} implementations; an interface needs two and a caller that does not know which";

    /// <summary>Names that say nothing. A value may be a base: of an index, of a number; a class is nobody's.</summary>
    public static IEnumerable<string> EmptyNames(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type)
        from suffix in EmptySuffixes
        where type.Name.Split('`')[0].EndsWith(suffix, StringComparison.Ordinal) && !(type.IsValueType && suffix == "Base")
        select $"{type.FullName} ends in {suffix}; name what it is";

    /// <summary>Options are sealed records that hold their defaults and can be set only while they are made.</summary>
    public static IEnumerable<string> LooseOptions(IEnumerable<Type> types) =>
        from type in types
        where type.Name.EndsWith("Options", StringComparison.Ordinal) && !IsGenerated(type)
        from fault in (string?[])
        [
            IsRecordClass(type) ? null : "is no record class",
            type.IsSealed || type.IsAbstract ? null : "is not sealed",
            type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is not null ? null : "has no constructor without parameters",
            type.GetConstructors().Any(constructor => constructor.GetParameters().Length > 0) ? "has a constructor with parameters; use init properties" : null,
        ]
        where fault is not null
        select $"{type.FullName} {fault}";

    /// <summary>Records are values: no property that can be set later, no open field.</summary>
    public static IEnumerable<string> MutableRecords(IEnumerable<Type> types) =>
        from type in types
        where IsRecordClass(type)
        from member in type.GetMembers(Declared)
        where member is PropertyInfo { SetMethod: { } setter } && !IsInit(setter) || member is FieldInfo { IsPublic: true, IsInitOnly: false, IsLiteral: false }
        select $"{type.FullName}.{member.Name} can be set after the record was made";

    /// <summary>Labels passed as bare numbers, where a row, a bucket or a count could be passed by mistake.</summary>
    public static IEnumerable<string> BareLabels(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type)
        from item in NamedValues(type)
        let name = item.Name.TrimStart('_')
        where (LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase) && Numbers.Contains(item.Type))
            || (LabelListNames.Contains(name, StringComparer.OrdinalIgnoreCase) && ElementTypes(item.Type).Any(Numbers.Contains))
        select $"{type.FullName}.{item.Member} has the number {item.Name}; a label is a LabelId";

    /// <summary>Public classes that are open to be derived from without being made for it.</summary>
    public static IEnumerable<string> OpenClasses(IEnumerable<Type> types) =>
        from type in types
        where type is { IsVisible: true, IsClass: true, IsSealed: false, IsAbstract: false }
        select $"{type.FullName} is neither sealed nor abstract";

    /// <summary>Uses of what a library leaves to its host: printing, logging, waiting, ending the process.</summary>
    public static IEnumerable<string> HostBusiness(IEnumerable<Type> types) =>
        from type in types
        from use in TypeUses.Of(type)
        where use.Used == typeof(Console) || use.Used == typeof(AsyncStateMachineAttribute)
            || typeof(Task).IsAssignableFrom(use.Used) && type.IsVisible
            || use.Used.Namespace?.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) == true
        select $"{type.FullName} uses {use.Used.FullName} in {use.Member}";

    /// <summary>Exceptions whose message leaves out something they were given.</summary>
    public static IEnumerable<string> SilentExceptions(IEnumerable<Type> types) =>
        from type in types
        where typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract
        from constructor in type.GetConstructors()
        let arguments = constructor.GetParameters().Select((parameter, i) => Sample(parameter.ParameterType, i)).ToArray()
        let message = ((Exception)constructor.Invoke(arguments)).Message
        from argument in arguments.Append("")
        where argument is not (null or Exception) && !(argument is "" ? message.Length > 0 : message.Contains(argument.ToString()!, StringComparison.Ordinal))
        select $"{type.FullName} does not say {argument} in its message \"{message}\"";

    private static object? Sample(Type type, int i) => type == typeof(string) ? $"sample{i}"
        : typeof(Exception).IsAssignableFrom(type) ? new InvalidOperationException("inner")
        : type.IsPrimitive ? Convert.ChangeType(97 + i, type, provider: null)
        : type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type)
        : null;

    private static bool IsMutable(Type type) => MutableTypes.Any(mutable => mutable.IsAssignableFrom(Definition(type)))
        || (type.Assembly.GetName().Name!.StartsWith("Codeword", StringComparison.Ordinal) && !type.IsEnum
            && type.GetFields(Declared).Any(field => field is { IsStatic: false, IsInitOnly: false } && !BelongsToInit(type, field)));

    // The field behind an init property that checks its value is not marked read-only by every compiler.
    private static bool BelongsToInit(Type type, FieldInfo field) => type.GetProperties(Declared)
        .Any(property => field.Name == $"<{property.Name}>k__BackingField" && property.SetMethod is { } setter && IsInit(setter));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsRecordClass(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsGenerated(Type type) =>
        type.Name.StartsWith('<')
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<(string Member, string Name, Type Type)> NamedValues(Type type) =>
        type.GetProperties(Declared).Select(property => (property.Name, property.Name, property.PropertyType))
            .Concat(type.GetFields(Declared).Where(field => !field.IsPrivate).Select(field => (field.Name, field.Name, field.FieldType)))
            .Concat(type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).Where(method => !method.IsPrivate)
                .SelectMany(method => method.GetParameters().Select(parameter => (method.Name, parameter.Name ?? "", parameter.ParameterType))));

    // A single number of this name is how many there are.
    private static IEnumerable<Type> ElementTypes(Type type) => type.IsArray ? [type.GetElementType()!]
        : type.IsGenericType && type.GetGenericArguments() is [var only] ? ElementTypes(only).Append(only)
        : [];
}
