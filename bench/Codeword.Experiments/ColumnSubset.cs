using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>
/// Measures what a part of a model's columns would do alone, without training again: heads are independent, so leaving columns out is the same as
/// not having trained them. For decoders that sum; a column left out adds 0 to every class.
/// </summary>
internal sealed class ColumnSubset
{
    private readonly Model _model;
    private readonly ClassScorer _scorer;
    private readonly ExampleSet _examples;
    private readonly float[][] _outputs;

    public ColumnSubset(Model model, ExampleSet examples)
    {
        _model = model;
        _examples = examples;
        _scorer = new ClassScorer(model.Codebook);
        _outputs = new float[examples.Count][];
        var readers = new ThreadLocal<HeadReader>(() => new HeadReader(model.Heads));
        Parallel.For(0, examples.Count, row => _outputs[row] = readers.Value!.Outputs(examples.Row(row)));
    }

    public int[] ColumnsOf<T>()
        where T : DigitColumn => [.. Enumerable.Range(0, _model.Codebook.Length).Where(r => _model.Codebook.Columns[r] is T)];

    /// <summary>Accuracy at 1 and at 5 of the given columns.</summary>
    public (double First, double Five) Measure(int[] columns, Decoder decoder)
    {
        bool[] kept = new bool[_model.Codebook.Length];
        Array.ForEach(columns, r => kept[r] = true);
        int first = 0;
        int five = 0;
        Parallel.For(
            0,
            _examples.Count,
            () => (new float[_scorer.TableLength], new float[_scorer.ScratchLength]),
            (row, _, scratch) =>
            {
                int place = PlaceOf(row, kept, decoder, scratch.Item1, scratch.Item2);
                Interlocked.Add(ref first, place == 0 ? 1 : 0);
                Interlocked.Add(ref five, place is >= 0 and < 5 ? 1 : 0);
                return scratch;
            },
            _ => { });
        return ((double)first / _examples.Count, (double)five / _examples.Count);
    }

    private int PlaceOf(int row, bool[] kept, Decoder decoder, float[] tables, float[] scratch)
    {
        HeadTables.Fill(_scorer, _model.Codebook, _model.Heads.Loss, decoder, _outputs[row], tables);
        for (int r = 0; r < kept.Length; r++)
        {
            if (!kept[r])
            {
                tables.AsSpan(_scorer.TableOf(r)).Clear();
            }
        }

        Span<int> labels = stackalloc int[5];
        Span<float> scores = stackalloc float[5];
        var top = new TopK(labels, scores);
        _scorer.Rank(decoder, tables, ref top, 0, scratch);
        int found = top.Sort();
        return labels[..found].IndexOf(_examples.LabelsOf(row)[0].Value);
    }
}
