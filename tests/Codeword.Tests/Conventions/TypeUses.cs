using System.Reflection;
using System.Reflection.Emit;

namespace Codeword.Tests.Conventions;

/// <summary>
/// Finds every type a type uses: in its declaration, its attributes, its members' signatures and, by reading their IL, in their bodies.
/// What the compiler folds away (constants, <c>nameof</c>) leaves no trace here; the using directives are checked beside it.
/// </summary>
internal static class TypeUses
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The types used, each with the member that uses it; constructed types are given as their parts.</summary>
    public static IEnumerable<(string Member, Type Used)> Of(Type type) =>
        OfDeclaration(type).Select(used => ("its declaration", used))
            .Concat(type.GetMembers(Declared).SelectMany(member => OfMember(type, member).Select(used => (member.Name, used))))
            .SelectMany(use => Parts(use.Item2).Select(part => (use.Item1, part)))
            .Distinct();

    private static IEnumerable<Type> OfDeclaration(Type type) =>
        [
            .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. OfConstraints(type.GetGenericArguments()),
            .. OfAttributes(type.GetCustomAttributesData()),
        ];

    private static IEnumerable<Type> OfMember(Type type, MemberInfo member) => OfAttributes(member.GetCustomAttributesData()).Concat(member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo { EventHandlerType: { } handler } => [handler],
        MethodInfo method => [.. OfConstraints(method.GetGenericArguments()), .. OfParameters([method.ReturnParameter]), .. OfCode(type, method)],
        ConstructorInfo constructor => OfCode(type, constructor),
        _ => [],
    });

    private static IEnumerable<Type> OfCode(Type type, MethodBase method)
    {
        IEnumerable<Type> signature = OfParameters(method.GetParameters());
        return method.GetMethodBody() is not { } body
            ? signature
            :
            [
                .. signature,
                .. body.LocalVariables.Select(local => local.LocalType),
                .. body.ExceptionHandlingClauses
                    .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                    .Select(clause => clause.CatchType!),
                .. TokensIn(body.GetILAsByteArray()!).SelectMany(token => OfToken(token, type, method)),
            ];
    }

    private static IEnumerable<Type> OfParameters(IEnumerable<ParameterInfo> parameters) =>
        parameters.SelectMany(parameter => OfAttributes(parameter.GetCustomAttributesData()).Append(parameter.ParameterType));

    private static IEnumerable<Type> OfConstraints(IEnumerable<Type> arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    private static IEnumerable<Type> OfAttributes(IEnumerable<CustomAttributeData> attributes) => attributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue))
            .SelectMany(OfArgument)
            .Append(attribute.AttributeType));

    private static IEnumerable<Type> OfArgument(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type named => [named],
        IEnumerable<CustomAttributeTypedArgument> items => items.SelectMany(OfArgument),
        _ => [argument.ArgumentType],
    };

    private static IEnumerable<Type> OfToken(int token, Type type, MethodBase method)
    {
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return type.Module.ResolveMember(token, type.GetGenericArguments(), methodArguments) switch
        {
            Type named => [named],
            MethodInfo { IsGenericMethod: true } called => [called.DeclaringType!, .. called.GetGenericArguments()],
            { DeclaringType: { } owner } => [owner],
            _ => [],
        };
    }

    /// <summary>The metadata tokens of types, methods and fields in a body, in order.</summary>
    private static IEnumerable<int> TokensIn(byte[] il)
    {
        for (int at = 0; at < il.Length;)
        {
            short value = il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at];
            OpCode code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(il, at);
            }

            at += OperandSize(code.OperandType, il, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    /// <summary>The named types a type is made of: element types, generic definitions and arguments.</summary>
    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { IsGenericParameter: true } => [],
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsConstructedGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
