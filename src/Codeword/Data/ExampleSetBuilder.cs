using System.Runtime.InteropServices;

namespace Codeword.Data;

/// <summary>Collects rows for an <see cref="ExampleSet"/>, of any source: a reader, a database, arrays.</summary>
public sealed class ExampleSetBuilder
{
    private const int MaxUnseenExamples = 5;

    private readonly LabelSet? _known;
    private readonly LabelSetBuilder _collected = new();
    private readonly int? _fixedFeatureCount;
    private readonly List<string> _unseenExamples = [];
    private readonly List<long> _rowStarts = [0];
    private readonly List<int> _indices = [];
    private readonly List<float> _values = [];
    private readonly List<long> _labelStarts = [0];
    private readonly List<LabelId> _labelIds = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _unseenLabels = [];
    private readonly List<int> _unseenFeatures = [];
    private int _featureCount;

    /// <summary>Starts an empty set.</summary>
    /// <param name="labels">The labels there are: any other is counted and left out. Null: labels are collected.</param>
    /// <param name="featureCount">D: a feature at or beyond it is counted and left out. Null: D becomes the largest index plus one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative <paramref name="featureCount"/>.</exception>
    public ExampleSetBuilder(LabelSet? labels = null, int? featureCount = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(featureCount ?? 0, nameof(featureCount));
        _known = labels;
        _fixedFeatureCount = featureCount;
    }

    /// <summary>How many rows were added.</summary>
    public int Count => _weights.Count;

    /// <summary>Adds a row. Of a dense row the values other than 0 are kept. A row that is refused leaves the set as it was.</summary>
    /// <param name="features">The features: finite, the indices ascending strictly from 0 or more and below 2,147,483,647.</param>
    /// <param name="labels">The labels' names, none of them empty, none twice.</param>
    /// <param name="weight">The row's weight: finite and above 0.</param>
    /// <exception cref="ArgumentException">One of these does not hold.</exception>
    public void Add(Features features, ReadOnlySpan<string> labels, float weight = 1)
    {
        if (!(weight > 0 && float.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite and above 0.");
        }

        CheckFeatures(features);
        CheckLabels(labels);
        AddLabels(labels);
        AddFeatures(features);
        _weights.Add(weight);
    }

    /// <summary>The set as it stands now; later additions do not change it.</summary>
    public ExampleSet Build() => new(ToArrays(), FeatureCount, _known ?? _collected.ToLabelSet(), [.. _unseenExamples]);

    /// <summary>D as it stands now.</summary>
    internal int FeatureCount => _fixedFeatureCount ?? _featureCount;

    /// <summary>The labels collected so far.</summary>
    internal LabelSet CollectedLabels => _collected.ToLabelSet();

    /// <summary>The rows added since the last call; labels and dimension go on being collected.</summary>
    internal ExampleArrays TakeRows()
    {
        ExampleArrays rows = ToArrays();
        _rowStarts.RemoveRange(1, _rowStarts.Count - 1);
        _labelStarts.RemoveRange(1, _labelStarts.Count - 1);
        _indices.Clear();
        _values.Clear();
        _labelIds.Clear();
        _weights.Clear();
        _unseenLabels.Clear();
        _unseenFeatures.Clear();
        return rows;
    }

    private ExampleArrays ToArrays() => new(
        [.. _rowStarts],
        [.. _indices],
        [.. _values],
        [.. _labelStarts],
        [.. _labelIds],
        _weights.All(weight => weight == 1) ? [] : [.. _weights],
        _unseenLabels.All(count => count == 0) ? [] : [.. _unseenLabels],
        _unseenFeatures.All(count => count == 0) ? [] : [.. _unseenFeatures]);

    private static void CheckFeatures(Features features)
    {
        foreach (float value in features.Values)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException($"The row has the value {value}; every value must be finite.", nameof(features));
            }
        }

        int previous = -1;
        foreach (int index in features.Indices)
        {
            if (index <= previous || index == int.MaxValue)
            {
                throw new ArgumentException(
                    $"The row has the index {index} after {previous}; indices ascend strictly from 0 and stay below {int.MaxValue}.",
                    nameof(features));
            }

            previous = index;
        }
    }

    private static void CheckLabels(ReadOnlySpan<string> labels)
    {
        foreach (string label in labels)
        {
            if (string.IsNullOrEmpty(label))
            {
                throw new ArgumentException("A label's name may not be empty.", nameof(labels));
            }
        }

        if (labels.Length > 1 && new HashSet<string>(labels.ToArray(), StringComparer.Ordinal).Count < labels.Length)
        {
            throw new ArgumentException("A label stands twice in one row; each may stand once.", nameof(labels));
        }
    }

    private void AddLabels(ReadOnlySpan<string> labels)
    {
        int unseen = 0;
        foreach (string label in labels)
        {
            if (_known is null)
            {
                _labelIds.Add(_collected.GetOrAdd(label));
            }
            else if (_known.TryGet(label, out LabelId id))
            {
                _labelIds.Add(id);
            }
            else
            {
                unseen++;
                NoteUnseen(label);
            }
        }

        CollectionsMarshal.AsSpan(_labelIds)[(int)_labelStarts[^1]..].Sort();
        _labelStarts.Add(_labelIds.Count);
        _unseenLabels.Add(unseen);
    }

    private void NoteUnseen(string label)
    {
        if (_unseenExamples.Count < MaxUnseenExamples && !_unseenExamples.Contains(label))
        {
            _unseenExamples.Add(label);
        }
    }

    private void AddFeatures(Features features)
    {
        int limit = _fixedFeatureCount ?? int.MaxValue;
        int unseen = 0;
        for (int i = 0; i < features.Values.Length; i++)
        {
            int index = features.IsDense ? i : features.Indices[i];
            float value = features.Values[i];
            if (features.IsDense && value == 0)
            {
                continue;
            }

            if (index >= limit)
            {
                unseen++;
                continue;
            }

            _indices.Add(index);
            _values.Add(value);
            _featureCount = Math.Max(_featureCount, index + 1);
        }

        _rowStarts.Add(_indices.Count);
        _unseenFeatures.Add(unseen);
    }
}
