namespace Codeword.Data;

/// <summary>Somewhere examples can be read from, more than once.</summary>
public abstract class ExampleSource
{
    private protected ExampleSource()
    {
    }

    /// <summary>Name for messages: a path, or <c>-</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether rows hold text rather than features.</summary>
    public abstract bool HoldsText { get; }

    /// <summary>Opens the source at its first row.</summary>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="DataFormatException">The head of the source breaks its format.</exception>
    public abstract ExampleReader Open();
}
