using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Codeword.Cli;
using Codeword.Training;

namespace Codeword.Tests.Cli;

public sealed class OptionFlagsTests
{
    public static IEnumerable<object[]> EveryProperty =>
        from method in TrainingMethod.All
        from path in PropertiesOf(TypeOf(method))
        select new object[] { method.Name, path };

    // Threads and memory are no part of a model, so no options by name: the command has flags of its own for them.
    public static IEnumerable<object[]> EveryOption =>
        EveryProperty.Where(row => row[1] is not (nameof(TrainingOptions.Threads) or nameof(TrainingOptions.MemoryLimit)));

    [Theory]
    [MemberData(nameof(EveryProperty))]
    public void EveryPropertyOfAnOptionsRecordIsAFlag(string method, string property)
    {
        using Session session = CliRun.SessionOf(TextWriter.Null, TextWriter.Null);
        Command train = CommandLine.Create(session).Subcommands.Single(command => command.Name == "train");
        Command command = train.Subcommands.Single(command => command.Name == method);
        string flag = "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property.Split('.')[^1]);
        Assert.Contains(flag, command.Options.Select(option => option.Name));
        Assert.False(string.IsNullOrWhiteSpace(command.Options.Single(option => option.Name == flag).Description));
    }

    [Theory]
    [MemberData(nameof(EveryOption))]
    public void AFlagAndItsNameInSetReachTheProperty(string method, string property)
    {
        Command command = CommandOf(method, out OptionFlags flags);
        string name = string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
        object standard = ValueOf(flags.Read(command.Parse([])), property) ?? "none";
        string other = Another(standard, property);

        string[] with = property == "SparseShare" ? ["--weight-format", "Sparse"] : []; // Of other formats it is refused.
        Assert.NotEqual(standard, ValueOf(flags.Read(command.Parse([OptionFlags.NameOf(name), other, .. with])), property));
        Assert.NotEqual(standard, ValueOf(flags.Read(command.Parse(["--set", $"{name}={other}", .. with])), property));
    }

    [Fact]
    public void OptionsThatContradictEachOtherAreRefusedBeforeDataIsRead()
    {
        Command command = CommandOf("mach", out OptionFlags flags);
        var refused = Assert.Throws<UsageException>(() => flags.Read(command.Parse(["--weight-format", "Int8", "--sparse-share", "0.1"])));
        Assert.Equal("--sparse-share is for the weight format Sparse; the format is Int8.", refused.Message);
    }

    [Fact]
    public void NestedOptionsAndNumbersInNamesHaveReadableFlags()
    {
        Assert.Equal("--word-n-grams", OptionFlags.NameOf("text.wordNGrams"));
        Assert.Equal("--seed", OptionFlags.NameOf("seed"));
    }

    [Fact]
    public void AFlagCountsBeforeSetAndTheLastSetBeforeTheFirst()
    {
        Command command = CommandOf("mach", out OptionFlags flags);
        var options = (MachOptions)flags.Read(command.Parse(
            ["--repetitions", "7", "--set", "repetitions=5", "--set", "buckets=5", "--set", "buckets=6", "--loss", "logistic"]));
        Assert.Equal((7, 6, "Logistic"), (options.Repetitions, options.Buckets, options.Loss.ToString()));
    }

    [Theory]
    [InlineData("Found --set \"seed\"; expected --set name=value.", "--set", "seed")]
    [InlineData("--repetitions cannot be \"0\": expected 1 to 4096.", "--repetitions", "0")]
    [InlineData("--seed cannot be \"-1\": expected a whole number from 0 to 18446744073709551615.", "--seed=-1")]
    [InlineData("--repetitions cannot be \"-99999999999\": expected a whole number from -2147483648 to 2147483647.", "--repetitions=-99999999999")]
    [InlineData("--cost cannot be \"much\": expected a finite number.", "--cost", "much")]
    [InlineData("--refit cannot be \"maybe\": expected true or false.", "--set", "refit=maybe")]
    [InlineData("--digits cannot be \"1\": expected one of Shuffled, Hashed.", "--digits", "1")]
    public void AWrongValueIsToldInOneSentence(string message, params string[] args)
    {
        Command command = CommandOf("mach", out OptionFlags flags);
        Assert.Equal(message, Assert.Throws<UsageException>(() => flags.Read(command.Parse(args))).Message);
    }

    private static Command CommandOf(string method, out OptionFlags flags)
    {
        var command = new Command("train");
        flags = new OptionFlags(command, TrainingMethod.Find(method));
        return command;
    }

    private static Type TypeOf(TrainingMethod method) => method.CreateOptions([]).GetType();

    // Public properties with an init setter, those of nested records with a dot.
    private static IEnumerable<string> PropertiesOf(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is not null
        from path in property.PropertyType is { IsClass: true, Namespace: "Codeword.Data" } nested
            ? PropertiesOf(nested).Select(inner => $"{property.Name}.{inner}")
            : [property.Name]
        select path;

    private static object? ValueOf(object options, string path) =>
        path.Split('.').Aggregate<string, object?>(options, (owner, name) => owner!.GetType().GetProperty(name)!.GetValue(owner));

    private static string Another(object value, string property) => value switch
    {
        bool flag => flag ? "false" : "true",
        Enum choice => Enum.GetNames(choice.GetType()).First(name => name != choice.ToString()),
        string when property == nameof(LlcOptions.WarmStart) => "Svd",
        string when property == nameof(TrainingOptions.Isotonic) || property.StartsWith("BatchNorm", StringComparison.Ordinal) => "true",
        string when property == nameof(SoftmaxOptions.Bottleneck) => "7",
        string => "Median",
        double number when property == nameof(TrainingOptions.ValidationShare) => (number / 2).ToString(CultureInfo.InvariantCulture),
        float or double => (Convert.ToDouble(value, CultureInfo.InvariantCulture) / 2 + 0.125).ToString(CultureInfo.InvariantCulture),
        _ => (Convert.ToInt64(value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
    };
}
