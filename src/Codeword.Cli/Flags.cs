using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Codeword.Cli;

/// <summary>Flags that several commands have.</summary>
internal static class Flags
{
    public static Option<bool> Json() => new("--json") { Description = "print JSON, one object a line" };

    public static Option<int> Threads() => Whole("--threads", "threads to work with; 0 = one a processor", 0, 1024, 0);

    public static Argument<string> Model() => File("model", "the model's file");

    /// <summary>A file's name, or <c>-</c>. What else begins with a dash is a flag misspelt.</summary>
    public static Argument<string> File(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', _, ..] flag }, ..])
            {
                result.AddError($"There is no flag {flag}; a file of that name is ./{flag}.");
            }
        });
        return argument;
    }

    /// <summary>A whole number in a range.</summary>
    public static Option<int> Whole(string name, string description, int min, int max, int standard) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseWhole(result, name, min, max),
    };

    /// <summary>A whole number in a range that need not be given.</summary>
    public static Option<int?> Whole(string name, string description, int min, int max) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => ParseWhole(result, name, min, max),
    };

    private static int ParseWhole(ArgumentResult result, string name, int min, int max)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < min || value > max)
        {
            result.AddError($"{name} cannot be \"{text}\": expected a whole number from {min} to {max}.");
        }

        return value;
    }
}
