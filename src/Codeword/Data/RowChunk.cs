using System.Runtime.InteropServices;
using Codeword.Storage;

namespace Codeword.Data;

/// <summary>
/// Up to 1,024 rows of an example store, as 32-bit words: rows n · values v · labels l · whether there are weights (0 or 1) · n + 1 places of the rows among the values · n + 1
/// places of the rows among the labels · l labels · n weights, if there are any · v indices · v values.
/// </summary>
internal readonly ref struct RowChunk
{
    /// <summary>Rows of a chunk; only the last of a store has fewer.</summary>
    public const int MostRows = 1 << RowBits;

    /// <summary>log₂ of <see cref="MostRows"/>.</summary>
    public const int RowBits = 10;

    // A chunk is looked at as a whole, which 2 GB bound; labels and the rest have room beside the values.
    private const int MostValues = 3 << 26;
    private const int HeadWords = 4;
    private readonly ReadOnlySpan<int> _words;

    /// <param name="words">All words of the chunk, which <see cref="Check"/> has found well.</param>
    public RowChunk(ReadOnlySpan<int> words) => _words = words;

    private int Rows => _words[0];

    private int Values => _words[1];

    private int Labels => _words[2];

    private bool HasWeights => _words[3] != 0;

    private ReadOnlySpan<int> RowStarts => _words.Slice(HeadWords, Rows + 1);

    private ReadOnlySpan<int> LabelStarts => _words.Slice(HeadWords + Rows + 1, Rows + 1);

    private int LabelsStart => HeadWords + (2 * (Rows + 1));

    private int WeightsStart => LabelsStart + Labels;

    private int IndicesStart => WeightsStart + (HasWeights ? Rows : 0);

    public Features FeaturesOf(int row)
    {
        (int start, int count) = Run(RowStarts, row);
        return Features.Sparse(_words.Slice(IndicesStart + start, count), Floats(IndicesStart + Values + start, count));
    }

    public ReadOnlySpan<LabelId> LabelsOf(int row)
    {
        (int start, int count) = Run(LabelStarts, row);
        return MemoryMarshal.Cast<int, LabelId>(_words.Slice(LabelsStart + start, count));
    }

    public float WeightOf(int row) => HasWeights ? Floats(WeightsStart + row, 1)[0] : 1;

    /// <summary>Writes rows as a chunk; returns its words.</summary>
    /// <exception cref="InvalidOperationException">The rows hold more values than a chunk can.</exception>
    public static long Write(SectionWriter writer, ExampleArrays rows)
    {
        if (rows.NonZeros > MostValues)
        {
            throw new InvalidOperationException($"{rows.Count} rows have {rows.NonZeros} values; an example store can hold at most {MostValues} in so many.");
        }

        int[] rowStarts = new int[rows.Count + 1];
        int[] labelStarts = new int[rows.Count + 1];
        var labels = new List<LabelId>();
        float[] weights = rows.HasWeights ? new float[rows.Count] : [];
        int[] indices = new int[rows.NonZeros];
        float[] values = new float[rows.NonZeros];
        for (int i = 0; i < rows.Count; i++)
        {
            Features features = rows.FeaturesOf(i);
            features.Indices.CopyTo(indices.AsSpan(rowStarts[i]));
            features.Values.CopyTo(values.AsSpan(rowStarts[i]));
            labels.AddRange(rows.LabelsOf(i));
            rowStarts[i + 1] = rowStarts[i] + features.Values.Length;
            labelStarts[i + 1] = labels.Count;
            if (rows.HasWeights)
            {
                weights[i] = rows.WeightOf(i);
            }
        }

        writer.Write<int>([rows.Count, values.Length, labels.Count, rows.HasWeights ? 1 : 0]);
        writer.Write<int>(rowStarts);
        writer.Write<int>(labelStarts);
        writer.Write<LabelId>(CollectionsMarshal.AsSpan(labels));
        writer.Write<float>(weights);
        writer.Write<int>(indices);
        writer.Write<float>(values);
        return HeadWords + (2L * (rows.Count + 1)) + labels.Count + weights.Length + (2L * values.Length);
    }

    /// <summary>What is wrong with words that a file says are a chunk of so many rows, as found and expected; null when nothing is, and only then may they be read.</summary>
    public static string? Check(ReadOnlySpan<int> words, int rows, int features, int labels)
    {
        if (words.Length < HeadWords || words[0] != rows || words[1] < 0 || words[2] < 0 || words[3] is not (0 or 1))
        {
            return $"found {words.Length} words that begin with no head; expected {rows} rows";
        }

        var chunk = new RowChunk(words);
        if (HeadWords + (2L * (rows + 1)) + chunk.Labels + (chunk.HasWeights ? rows : 0) + (2L * chunk.Values) != words.Length)
        {
            return $"found {words.Length} words; expected other, as its head counts {chunk.Values} values and {chunk.Labels} labels";
        }

        if (!Ascend(chunk.RowStarts, chunk.Values) || !Ascend(chunk.LabelStarts, chunk.Labels))
        {
            return "found rows that do not follow each other; expected each to begin where the one before ends";
        }

        for (int row = 0; row < rows; row++)
        {
            Features own = chunk.FeaturesOf(row);
            if (!AscendBelow(own.Indices, features) || !AscendBelow(MemoryMarshal.Cast<LabelId, int>(chunk.LabelsOf(row)), labels))
            {
                return $"found features or labels in its row {row} that do not ascend below {features} and {labels}; expected that they do";
            }
        }

        return chunk.AreFinite() ? null : "found a value that is no number, or a weight that is not above 0; expected finite numbers";
    }

    private static bool Ascend(ReadOnlySpan<int> starts, int end)
    {
        bool ascends = starts[0] == 0 && starts[^1] == end;
        for (int i = 1; i < starts.Length && ascends; i++)
        {
            ascends = starts[i] >= starts[i - 1];
        }

        return ascends;
    }

    private static bool AscendBelow(ReadOnlySpan<int> places, int end)
    {
        int before = -1;
        foreach (int place in places)
        {
            if (place <= before)
            {
                return false;
            }

            before = place;
        }

        return before < end;
    }

    private bool AreFinite()
    {
        foreach (float value in Floats(IndicesStart + Values, Values))
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        foreach (float weight in Floats(WeightsStart, HasWeights ? Rows : 0))
        {
            if (!(weight > 0 && float.IsFinite(weight)))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<float> Floats(int start, int count) => MemoryMarshal.Cast<int, float>(_words.Slice(start, count));

    private static (int Start, int Count) Run(ReadOnlySpan<int> starts, int row) => (starts[row], starts[row + 1] - starts[row]);
}
