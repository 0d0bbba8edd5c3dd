using System.CommandLine;
using System.Globalization;

namespace Codeword.Cli;

/// <summary>Flags that several commands have.</summary>
internal static class Flags
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON, one object a line" };

    public static Option<int> Threads() => Whole("--threads", "Threads to work with; 0 = one a processor", 0, 1024, 0);

    public static Argument<string> Model() => new("model") { Description = "The model's file" };

    /// <summary>A whole number in a range.</summary>
    public static Option<int> Whole(string name, string description, int min, int max, int standard) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) || value < min || value > max)
            {
                result.AddError($"{name} cannot be \"{text}\": expected a whole number from {min} to {max}.");
            }

            return value;
        },
    };
}
