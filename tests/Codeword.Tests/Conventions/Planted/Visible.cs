namespace Codeword.Tests.Conventions.Planted;

// One member of each kind for the listing of the public API.
#pragma warning disable CA1000, CA1021, CA1045, CA1062, CA1063, CA1002, CA1816, CA1822, CA2225, CS0067

/// <summary>A type with one visible member of each kind, and hidden ones.</summary>
public sealed record Visible<T> : IDisposable
    where T : class
{
    /// <summary>A constant.</summary>
    public const int Limit = 7;

    private readonly T[]? _items = [];

    /// <summary>An event.</summary>
    public event EventHandler? Changed;

    /// <summary>A static property, set in private.</summary>
    public static string Default { get; private set; } = "";

    /// <summary>A required property.</summary>
    public required int Count { get; init; }

    internal int Hidden { get; set; }

    /// <summary>An indexer.</summary>
    public T[]? this[int i] => i == 0 ? _items : null;

    /// <summary>An operator.</summary>
    public static Visible<T> operator +(Visible<T> left, Visible<T> right) => right;

    /// <summary>A generic method.</summary>
    public static T? Find<TOther>(ReadOnlySpan<char> name, in TOther item, out List<string?>? found, int count = 3)
        where TOther : struct
    {
        found = null;
        return null;
    }

    /// <summary>A method with a parameter list of any length.</summary>
    public double? Sum(params ReadOnlySpan<double> terms) => terms.Length;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
