using Codeword.Retrieval;
using Codeword.Storage;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints of an index.</summary>
internal sealed class IndexSummary(LabeledIndex index, string path)
{
    public void WriteTables(Session session)
    {
        using SectionFile file = LabeledIndex.Open(path);
        TextTable facts = TextTable.OfPairs()
            .Add("file", $"{path}, format {file.Version}, {Figures.Count(file.Length, "byte")}")
            .Add("codes", $"{Figures.Count(index.Codes.Count)} of {Figures.Count(index.Codes.Bits, "bit")}")
            .Add("ids", Ids(file))
            .Add("labels", Labels(index))
            .Add("model", Model(index))
            .Add("search", Plan(index.Codes));
        foreach ((string name, long bytes) in Parts(file))
        {
            facts.Add($"{name} bytes", Figures.Count(bytes));
        }

        TextTable.Write(session, [facts, SectionText.ToTable(file)]);
    }

    public void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        using SectionFile file = LabeledIndex.Open(path);
        json.WriteString("version", file.Version.ToString());
        json.WriteNumber("bits", index.Codes.Bits);
        json.WriteNumber("codes", index.Codes.Count);
        json.WriteNumber("nextId", index.Codes.NextId);
        json.WriteBoolean("idsAreListed", BytesOf(file, "KEYS") > 0);
        json.WriteNumber("labels", index.Labels.Count);
        json.WriteNumber("labelsOfCodes", index.LabelCount);
        json.WriteString("model", index.Model);
        json.WriteString("search", Plan(index.Codes));
        json.WriteNumbers("bytes", Parts(file).Select(part => KeyValuePair.Create(part.Name, (double)part.Bytes)));
        SectionText.Write(json, file);
    });

    /// <summary>The labels in a line.</summary>
    public static string Labels(LabeledIndex index) => index.Labels.Count == 0 ? "none"
        : $"{Figures.Count(index.Labels.Count)}; the codes have {Figures.Count(index.LabelCount)} together";

    /// <summary>The model that made the codes in a line.</summary>
    public static string Model(LabeledIndex index) => index.Model is null ? "not known, as the index was made of codes" : $"fingerprint {index.Model}";

    /// <summary>How codes are searched if nothing else is asked for, and what <c>--method Auto</c> would choose and why, in a line.</summary>
    private static string Plan(HammingIndex codes)
    {
        HammingIndex tried = codes.With(HammingMethod.Auto);
        string beside = tried.Method == HammingMethod.Tables ? $", {Figures.Count(tried.TableBytes, "byte")} beside the codes" : "";
        return $"every code is compared with each query, which is exact and reads {Figures.Count((long)codes.Count * codes.BytesPerCode, "byte")}; "
            + $"--method Auto takes {tried.Method}{beside}: {tried.MethodReason}";
    }

    private static long BytesOf(SectionFile file, params ReadOnlySpan<string> tags)
    {
        long bytes = 0;
        foreach (string tag in tags)
        {
            bytes += file.TryGet(new Tag(tag), out Section? section) ? section.Length : 0;
        }

        return bytes;
    }

    private static (string Name, long Bytes)[] Parts(SectionFile file) =>
        [("code", BytesOf(file, "CODE")), ("id", BytesOf(file, "KEYS")), ("label", BytesOf(file, "LIDS", "ENDS")), ("label name", BytesOf(file, "LABL"))];

    private string Ids(SectionFile file) => $"the next is {Figures.Count(index.Codes.NextId)}; "
        + (BytesOf(file, "KEYS") > 0 ? "listed, as codes were removed or have ids of their own" : "0, 1, 2 and so on, which takes no room");
}
