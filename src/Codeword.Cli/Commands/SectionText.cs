using System.Text.Json;
using Codeword.Storage;

namespace Codeword.Cli.Commands;

/// <summary>A file's sections, as tables and JSON have them.</summary>
internal static class SectionText
{
    public static TextTable ToTable(SectionFile file)
    {
        var sections = new TextTable("section", "bytes", "sha256");
        foreach (Section section in file.Sections)
        {
            sections.Add(section.Tag.ToString(), Figures.Count(section.Length), section.Sha256);
        }

        return sections;
    }

    public static void Write(Utf8JsonWriter json, SectionFile file) => json.WriteArray("sections", file.Sections, section =>
    {
        json.WriteString("tag", section.Tag.ToString());
        json.WriteNumber("bytes", section.Length);
        json.WriteString("sha256", section.Sha256);
    });
}
