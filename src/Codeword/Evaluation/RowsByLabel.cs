using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>The rows of each label, ascending.</summary>
internal sealed class RowsByLabel
{
    private readonly int[] _starts;
    private readonly int[] _rows;

    public RowsByLabel(IReadOnlyList<LabelId> labels)
    {
        int count = labels.Count == 0 ? 0 : labels.Max(label => label.Value) + 1;
        _starts = new int[count + 1];
        _rows = new int[labels.Count];
        foreach (LabelId label in labels)
        {
            _starts[label.Value + 1]++;
        }

        for (int i = 0; i < count; i++)
        {
            _starts[i + 1] += _starts[i];
        }

        int[] next = [.. _starts];
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[next[labels[row].Value]++] = row;
        }
    }

    public ReadOnlySpan<int> Of(LabelId label) => label.Value < _starts.Length - 1 ? _rows.AsSpan(_starts[label.Value].._starts[label.Value + 1]) : [];
}
