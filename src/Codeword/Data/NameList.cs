namespace Codeword.Data;

/// <summary>Checks the names of columns and properties that a format is given.</summary>
internal static class NameList
{
    /// <summary>A copy of the names.</summary>
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> names, string what)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException($"No {what} is named; name at least one.", nameof(names));
        }

        return Array.AsReadOnly([.. names.Select(name => Checked(name, what)!)]);
    }

    /// <summary>The name itself; null stays null.</summary>
    public static string? Checked(string? name, string what) => name is ""
        ? throw new ArgumentException($"The {what} is empty; give it some text.", nameof(name))
        : name;
}
