using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Codeword.Training;

/// <summary>
/// A method by its name, and its options by theirs: what makes options of text, as a command line and a model file have it. What does not
/// change the model (threads, memory) is no option here.
/// </summary>
public sealed class TrainingMethod
{
    private readonly TrainingOptions _defaults;
    private readonly JsonTypeInfo _type;

    private TrainingMethod(TrainingOptions defaults, string description)
    {
        _defaults = defaults;
        _type = OptionsJson.Default.GetTypeInfo(defaults.GetType())!;
        Name = OptionsJson.MethodOf(defaults);
        Description = description;
        Options = [.. OptionsJson.Describe(_type, defaults)];
    }

    /// <summary>All methods.</summary>
    public static IReadOnlyList<TrainingMethod> All { get; } =
    [
        new(new MachOptions(), "MACH: R heads of B buckets each, for thousands to millions of classes"),
        new(new MachNetworkOptions(), "MACH behind hidden layers that all heads share, or that each has of its own"),
        new(new LlcOptions(), "LLC: codes of k bits for classes and instances, learnt end to end"),
        new(new EcocOptions(), "ECOC: codes of k bits found beforehand, and a network that learns to write them"),
        new(new HashOptions(), "deep hashing: codes of k bits for instances (OrthoHash, GreedyHash, HashNet), the baselines of LLC in retrieval"),
        new(new OneVsAllOptions(), "one-vs-all: one classifier a class, the baseline"),
        new(new SoftmaxOptions(), "softmax: a network with one real-valued output a class, the baseline of codes"),
    ];

    /// <summary>The name, as in a model file: <c>mach</c>, <c>mach-network</c>, <c>llc</c>, <c>ecoc</c>, <c>hash</c>, <c>ova</c> or <c>softmax</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; }

    /// <summary>Its options, in the order of the records' properties.</summary>
    public IReadOnlyList<OptionInfo> Options { get; }

    /// <summary>The method of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TrainingMethod Find(string name) => All.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"There is no method \"{name}\"; the methods are {string.Join(", ", All.Select(method => method.Name))}.");

    /// <summary>Makes options of names and values; what is not named keeps its default.</summary>
    /// <param name="values">Values by name, in an invariant notation: <c>0.5</c>, <c>true</c>, <c>SquaredHinge</c> (in any case). The last of a name counts.</param>
    /// <exception cref="ArgumentException">There is no such option, or the value is none of its type or range.</exception>
    public TrainingOptions CreateOptions(IEnumerable<KeyValuePair<string, string>> values)
    {
        JsonObject json = JsonSerializer.SerializeToNode(_defaults, _type)!.AsObject();
        TrainingOptions options = _defaults;
        foreach ((string name, string value) in values)
        {
            OptionInfo option = Options.FirstOrDefault(option => option.Name == name) ?? throw new ArgumentException(
                $"The method {Name} has no option \"{name}\"; its options are {string.Join(", ", Options.Select(option => option.Name))}.");
            OptionsJson.Assign(json, option, value);
            options = Read(json, option, value);
        }

        options.RequireSense();
        return options;
    }

    // Records check a value where it is assigned: reading after each assignment tells whose value it was.
    private TrainingOptions Read(JsonObject json, OptionInfo option, string value)
    {
        try
        {
            return (TrainingOptions)json.Deserialize(_type)!;
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            string reason = e switch
            {
                JsonException => $"expected a whole number from {(option.Type == typeof(ulong) ? $"0 to {ulong.MaxValue}" : $"{int.MinValue} to {int.MaxValue}")}.",
                ArgumentOutOfRangeException { ParamName: { } parameter } when e.Message.StartsWith($"{parameter} is ", StringComparison.Ordinal) =>
                    "expected " + WithoutParameter(e)[(parameter.Length + " is ".Length)..],
                _ => WithoutParameter(e),
            };
            throw new ArgumentException($"The option {option.Name} cannot be \"{value}\": {reason}", e);
        }

        // What .NET appends to the message of a bad argument is for programmers.
        static string WithoutParameter(Exception e) => e.Message.Split(" (Parameter ")[0];
    }
}
