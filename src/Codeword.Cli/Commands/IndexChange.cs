using System.CommandLine;
using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli.Commands;

/// <summary>What the commands that write an index have in common.</summary>
internal static class IndexChange
{
    public static Option<string?> Output() =>
        new("--output", "-o") { Description = "the file to write the new index to; the index's own when not given", HelpName = "file" };

    /// <summary>Adds the rows of a file.</summary>
    /// <exception cref="DataFormatException">A row is faulty, or there is none.</exception>
    public static void Add(Session session, ParseResult parsed, CodeInput input, string path, BitModel? model, LabeledIndexBuilder builder, int threads)
    {
        using Stream file = session.Open(path);
        int rows = new IndexingStream(builder, model?.Classifier, input.TakesLabels(parsed), threads, session)
            .Run(input.Open(parsed, file, path, model, builder.Bits), session.Cancellation);
        if (rows == 0)
        {
            throw new DataFormatException(path, 0, 0, $"found no {(model is null ? "codes" : "rows")}; expected at least one");
        }
    }

    /// <summary>Writes the index, whole or not at all, and tells of it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Session session, LabeledIndexBuilder builder, string output, TimeSpan time)
    {
        using LabeledIndex index = builder.Build();
        index.Save(output);
        TextTable.OfPairs()
            .Add("file", $"{output}, {Figures.Count(new FileInfo(OutputPath.Real(output)).Length, "byte")}")
            .Add("codes", $"{Figures.Count(index.Codes.Count)} of {Figures.Count(index.Codes.Bits, "bit")}; the next gets the id {index.Codes.NextId}")
            .Add("labels", IndexSummary.Labels(index))
            .Add("model", IndexSummary.Model(index))
            .Add("time", $"{Figures.Seconds(time)} s")
            .WriteTo(session);
    }
}
