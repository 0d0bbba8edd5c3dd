using Codeword.Data;

namespace Codeword.Retrieval;

/// <summary>
/// An index of codes that knows what the codes are of: the labels of each, by name, and the model that made them. <see cref="Codes"/> searches; ids of neighbours lead to
/// labels by <see cref="LabelsOf"/>. Immutable: any number of threads may use it at once. <see cref="ToBuilder"/> adds and removes.
/// </summary>
/// <example>
/// <code>
/// Classifier model = Classifier.Load("llc.codeword");
/// Predictor predictor = model.CreatePredictor();
/// byte[] code = new byte[predictor.CodeBytes];
///
/// LabeledIndexBuilder builder = model.CreateIndexBuilder();
/// predictor.Encode("a small domesticated carnivore", code);
/// builder.Add(code, "cat");                              // the id 0, or the next
/// using LabeledIndex index = builder.Build();
///
/// predictor.Encode("an animal that purrs", code);
/// var nearest = new Neighbor[10];
/// int found = index.Codes.Search(code, nearest);
/// foreach (Neighbor neighbor in nearest.AsSpan(0, found))
/// {
///     foreach (LabelId label in index.LabelsOf(neighbor.Id))
///     {
///         Console.WriteLine($"{neighbor.Id} at {neighbor.Distance}: {index.Labels[label]}");
///     }
/// }
/// </code>
/// </example>
public sealed partial class LabeledIndex : IDisposable
{
    private readonly CodeLabels _codeLabels;
    private bool _isDisposed;

    internal LabeledIndex(HammingIndex codes, LabelSet labels, CodeLabels codeLabels, string? model) =>
        (Codes, Labels, _codeLabels, Model) = (codes, labels, codeLabels, model);

    /// <summary>The codes and the search among them.</summary>
    public HammingIndex Codes { get; }

    /// <summary>The names of all labels that codes have, or had before they were removed; none where no code ever had one.</summary>
    public LabelSet Labels { get; }

    /// <summary><see cref="Classifier.Fingerprint"/> of the model that made the codes; null where that is not known.</summary>
    public string? Model { get; }

    /// <summary>How many labels all codes have together.</summary>
    public int LabelCount => _codeLabels.Total;

    /// <summary>Bytes that the codes' labels take, without their names: 1, 2 or 4 a label in a file, 4 in memory, and 4 a code where codes have other than one each.</summary>
    public long LabelBytes => _codeLabels.Bytes;

    /// <summary>The labels of a code, ascending; none where it has none.</summary>
    /// <param name="id">The code's id.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no code of this id.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public LabelId[] LabelsOf(long id)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int position = Codes.Ids.PositionOf(id);
        return position >= 0 ? _codeLabels.Of(position) : throw new ArgumentOutOfRangeException(nameof(id), id, "The index has no code of this id.");
    }

    /// <summary>The labels of the code at a position, ascending.</summary>
    internal LabelId[] LabelsAt(int position) => _codeLabels.Of(position);

    /// <summary>The same codes and labels, found by another method as <see cref="HammingIndex.With"/> says; disposing either lets go of the file of both.</summary>
    /// <param name="method">The method.</param>
    /// <param name="tables">m, how many parts a code is cut into; 0 for as many as suit the codes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of tables is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public LabeledIndex With(HammingMethod method, int tables = 0)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new LabeledIndex(Codes.With(method, tables), Labels, _codeLabels, Model);
    }

    /// <summary>A builder that begins with the codes and labels of this index, which stays as it is.</summary>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public LabeledIndexBuilder ToBuilder()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new LabeledIndexBuilder(this);
    }

    /// <summary>Lets go of the file of a loaded index, which must not be searched then or later.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Codes.Dispose();
    }
}
