using Codeword.Data;
using Codeword.Taxonomy;

namespace Codeword.Cli;

/// <summary>The class rows of a real-valued head that codes are compared with, found by the classes' names.</summary>
internal sealed class RealClasses
{
    private readonly ClassRows _rows;
    private readonly (int Code, int Row)[] _pairs;

    private RealClasses(ClassRows rows, (int Code, int Row)[] pairs) => (_rows, _pairs) = (rows, pairs);

    /// <summary>Reads a model of the method softmax.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="labels">The classes of the codes.</param>
    /// <exception cref="UsageException">It is of another method, or has fewer than three of the classes.</exception>
    public static RealClasses Load(string path, LabelSet labels)
    {
        var model = Classifier.Load(path);
        try
        {
            ClassRows rows = ClassRows.Of(model.Model);
            (int, int)[] pairs = [.. labels.Names.Index()
                .Select(own => (own.Index, Row: model.Labels.TryGet(own.Item, out LabelId id) ? id.Value : -1))
                .Where(pair => pair.Row >= 0)];
            return pairs.Length >= 3
                ? new RealClasses(rows, pairs)
                : throw new UsageException($"{path} has {pairs.Length} of the {labels.Count} classes; a comparison needs three or more, which are found by their names.");
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{path}: {e.Message.Split(" (Parameter '")[0]}");
        }
    }

    /// <summary>Mantel's test of the codes' distances against the cosine distances of the rows.</summary>
    public MantelTest Test(Func<int, int, double> distance, ulong seed, int threads, CancellationToken cancellation) => MantelTest.Of(
        _pairs.Length,
        (a, b) => distance(_pairs[a].Code, _pairs[b].Code),
        (a, b) => _rows.Distance(_pairs[a].Row, _pairs[b].Row),
        seed,
        threads: threads,
        cancellation: cancellation);
}
