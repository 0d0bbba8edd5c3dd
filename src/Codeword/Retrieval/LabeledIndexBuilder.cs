using System.Buffers;
using Codeword.Data;

namespace Codeword.Retrieval;

/// <summary>
/// Makes an index of codes with labels, or one from another with codes added and removed. Ids of codes and of labels are never given twice, whatever was removed.
/// For one thread.
/// </summary>
public sealed class LabeledIndexBuilder
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly HammingIndexBuilder _codes;
    private readonly LabelSetBuilder _labels = new();
    private CodeLabelsBuilder _codeLabels = new();

    /// <summary>Starts with no codes.</summary>
    /// <param name="bits">k, 1 to <see cref="HammingIndex.MostBits"/>.</param>
    /// <param name="model"><see cref="Classifier.Fingerprint"/> of the model that makes the codes; null where that is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    /// <exception cref="ArgumentException">The fingerprint is no such.</exception>
    public LabeledIndexBuilder(int bits, string? model = null)
        : this(new HammingIndexBuilder(bits), model)
    {
    }

    internal LabeledIndexBuilder(LabeledIndex index)
        : this(index.Codes.ToBuilder(), index.Model)
    {
        foreach (string name in index.Labels.Names)
        {
            _labels.GetOrAdd(name);
        }

        for (int position = 0; position < index.Codes.Count; position++)
        {
            _codeLabels.Add([.. index.LabelsAt(position).Select(own => own.Value)]);
        }
    }

    private LabeledIndexBuilder(HammingIndexBuilder codes, string? model)
    {
        if (model is not null && (model.Length != 2 * LabeledIndex.FingerprintBytes || model.AsSpan().ContainsAnyExcept(Digits)))
        {
            throw new ArgumentException($"Found the fingerprint \"{model}\"; expected {2 * LabeledIndex.FingerprintBytes} digits of 0-9 and a-f.", nameof(model));
        }

        (_codes, Model) = (codes, model);
    }

    /// <summary>k, how many bits a code has.</summary>
    public int Bits => _codes.Bits;

    /// <summary>N, how many codes there are.</summary>
    public int Count => _codes.Count;

    /// <summary>The id that the next code gets.</summary>
    public long NextId => _codes.NextId;

    /// <summary>The fingerprint of the model that makes the codes; null where that is not known.</summary>
    public string? Model { get; }

    /// <summary>Adds a code, which gets the next id.</summary>
    /// <param name="code">⌈k/8⌉ bytes.</param>
    /// <param name="labels">The names of its labels, in any order; may be none.</param>
    /// <returns>The code's id.</returns>
    /// <exception cref="ArgumentException">It is not one code, a place from k on is not 0, or a label is empty or stands twice; nothing was added then.</exception>
    /// <exception cref="InvalidOperationException">There are too many codes, or no ids left.</exception>
    public long Add(ReadOnlySpan<byte> code, params ReadOnlySpan<string> labels)
    {
        if (HammingIndex.RequireCodes(code, Bits, nameof(code)) != 1)
        {
            throw new ArgumentException($"Found {code.Length} bytes; expected one code of {Bits} bits.", nameof(code));
        }

        RequireNames(labels);
        long id = _codes.Add(code);
        int[] values = new int[labels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _labels.GetOrAdd(labels[i]).Value;
        }

        Array.Sort(values);
        _codeLabels.Add(values);
        return id;
    }

    /// <summary>Removes a code and its labels; false where there is none of this id. Names of labels stay, and keep their ids.</summary>
    public bool Remove(long id) => _codes.Remove(id);

    /// <summary>The index of what was added and not removed. The builder may go on.</summary>
    public LabeledIndex Build()
    {
        var kept = new CodeLabelsBuilder();
        foreach (int place in _codes.KeptPlaces)
        {
            kept.Add(_codeLabels.Of(place));
        }

        _codeLabels = kept;
        return new LabeledIndex(_codes.Build(), _labels.ToLabelSet(), kept.Build(), Model);
    }

    private static void RequireNames(ReadOnlySpan<string> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (string.IsNullOrEmpty(labels[i]) || labels[..i].Contains(labels[i]))
            {
                throw new ArgumentException($"Found the label \"{labels[i]}\" empty or twice; expected names that differ.", nameof(labels));
            }
        }
    }
}
