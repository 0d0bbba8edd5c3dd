using System.Globalization;
using System.Text;

namespace Codeword.Cli.Datasets;

/// <summary>Writes a data set's files into a folder, each one whole or not at all.</summary>
internal sealed class DatasetWriter(string folder, LabelledSet set, TokenTable tokens, CancellationToken cancellation)
{
    private readonly Vocabulary _vocabulary = Vocabulary.Fit(set.Training, tokens);

    /// <summary>D, the number of features.</summary>
    public int FeatureCount => _vocabulary.Terms.Count;

    /// <summary>Writes all files; existing ones are replaced.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; files completed before stay.</exception>
    public void Write(WordNet wordNet)
    {
        Directory.CreateDirectory(folder);
        WriteLines("vocab.txt", _vocabulary.Terms, TermLine);
        WriteLines("labels.txt", set.Classes, id => id);
        WriteLines("names.tsv", set.Classes.Index(), entry => ClassLine(entry.Index, entry.Item, wordNet));
        WriteLines("tree.tsv", HypernymTree.Lines(set.Classes, wordNet), line => line);
        WritePart("train", set.Training);
        WritePart("test", set.Test);
    }

    private static string TermLine(Term term)
    {
        Span<char> idf = stackalloc char[CFormat.FixedLength];
        idf = idf[..CFormat.Fixed(term.Idf, idf)];
        return string.Create(CultureInfo.InvariantCulture, $"{term.Text}\t{term.Rows}\t{idf}");
    }

    private static string ClassLine(int index, string id, WordNet wordNet)
    {
        // A class outside the two files (a fragment of WordNet) has no words: its id stands for them.
        string words = wordNet.Find(id) is { } synset ? string.Join(", ", synset.Words) : id;
        return string.Create(CultureInfo.InvariantCulture, $"{index}\t{id}\t{words}");
    }

    private void WriteLines<T>(string name, IEnumerable<T> items, Func<T, string> line)
    {
        using OutputFile file = Open(name);
        foreach (T item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            file.Writer.WriteLine(line(item));
        }

        file.Commit();
    }

    private void WritePart(string part, IReadOnlyList<DatasetRow> rows)
    {
        using OutputFile text = Open(part + ".txt");
        using OutputFile libsvm = Open(part + ".svm");
        using OutputFile xmlc = Open(part + ".xmlc.txt");
        using OutputFile ids = Open(part + ".ids");
        xmlc.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} {FeatureCount} {set.Classes.Count}"));

        var line = new StringBuilder();
        var zeroBased = new StringBuilder();
        var weights = new List<(int Feature, double Weight)>();
        foreach (DatasetRow row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            _vocabulary.Weigh(row.Text, weights);
            text.Writer.WriteLine(TextLine(line, row));
            FeatureLines(row, weights, line, zeroBased);
            libsvm.Writer.WriteLine(line);
            xmlc.Writer.WriteLine(zeroBased);
            ids.Writer.WriteLine(row.Id);
        }

        foreach (OutputFile file in new[] { text, libsvm, xmlc, ids })
        {
            file.Commit();
        }
    }

    private OutputFile Open(string name) => new(Path.Combine(folder, name));

    private StringBuilder TextLine(StringBuilder line, DatasetRow row)
    {
        line.Clear().Append("__label__").AppendJoin(" __label__", row.Classes).Append(' ');
        for (int i = 0; i < row.Text.Length; i++)
        {
            line.Append(i > 0 ? " " : "").Append(tokens[row.Text[i]]);
        }

        return line;
    }

    /// <summary>A row's classes and weights in both formats at once: they differ in the first feature's number, 1 or 0.</summary>
    private static void FeatureLines(
        DatasetRow row, List<(int Feature, double Weight)> weights, StringBuilder libsvm, StringBuilder xmlc)
    {
        Span<char> number = stackalloc char[CFormat.GeneralLength];
        libsvm.Clear().AppendJoin(',', row.Classes).Append(' ');
        xmlc.Clear().Append(libsvm);
        for (int i = 0; i < weights.Count; i++)
        {
            ReadOnlySpan<char> weight = number[..CFormat.General(weights[i].Weight, number)];
            string space = i > 0 ? " " : "";
            libsvm.Append(space).Append(weights[i].Feature + 1).Append(':').Append(weight);
            xmlc.Append(space).Append(weights[i].Feature).Append(':').Append(weight);
        }
    }
}
