using System.Collections;

namespace Codeword.Evaluation;

/// <summary>One figure of an evaluation.</summary>
/// <param name="Name">Its name as docs/math.md defines it, with the cut-off where there is one: <c>P@3</c>.</param>
/// <param name="Value">The figure.</param>
public readonly record struct Metric(string Name, double Value);

/// <summary>Figures in a fixed order, found by name. A figure that would be an average over nothing is not in the list.</summary>
public sealed class MetricList : IReadOnlyList<Metric>
{
    private readonly List<Metric> _metrics = [];

    internal MetricList()
    {
    }

    /// <summary>How many figures there are.</summary>
    public int Count => _metrics.Count;

    /// <summary>A figure by position.</summary>
    public Metric this[int index] => _metrics[index];

    /// <summary>A figure by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public double this[string name] => TryGet(name, out double value)
        ? value
        : throw new KeyNotFoundException(
            $"Found no metric \"{name}\"; expected one of: {string.Join(", ", _metrics.Select(metric => metric.Name))}.");

    /// <summary>Looks a figure up; false when there is none of this name.</summary>
    public bool TryGet(string name, out double value)
    {
        int index = _metrics.FindIndex(metric => metric.Name == name);
        value = index >= 0 ? _metrics[index].Value : 0;
        return index >= 0;
    }

    /// <summary>The figures in order.</summary>
    public IEnumerator<Metric> GetEnumerator() => _metrics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void AddRatio(string name, double part, double whole)
    {
        if (whole > 0)
        {
            _metrics.Add(new Metric(name, part / whole));
        }
    }
}
