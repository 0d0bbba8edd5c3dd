using Codeword.Codes;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Cli;

/// <summary>A codebook that the user hands in for training.</summary>
/// <param name="Path">The file of the codes.</param>
/// <param name="Codes">The codes, in the order of the file.</param>
/// <param name="LabelsPath">The file that names the codes, or null.</param>
/// <param name="Names">A name a code, or null where they stand in the order of the training data's labels.</param>
internal sealed record GivenCodebook(string Path, BinaryCodes Codes, string? LabelsPath, IReadOnlyList<string>? Names)
{
    /// <summary>The options of a method that the codebook implies, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> OptionsOf(TrainingMethod method) =>
    [
        KeyValuePair.Create("bits", FormattableString.Invariant($"{Codes.Bits}")),
        KeyValuePair.Create(KindOf(method), nameof(CodeKind.Given)),
    ];

    /// <summary>The option that says where codes come from.</summary>
    public static string KindOf(TrainingMethod method) => method.Options.Any(option => option.Name == "warmStart") ? "warmStart" : "codes";

    /// <summary>Refuses options that say something else.</summary>
    /// <exception cref="UsageException">They do.</exception>
    public void Require(TrainingOptions options, TrainingMethod method)
    {
        CodeKind? kind = options is LlcOptions llc ? llc.WarmStart : (options as EcocOptions)?.Codes;
        if (kind != CodeKind.Given)
        {
            throw new UsageException($"--codebook hands codes in, but {OptionFlags.NameOf(KindOf(method))} asks for {kind}; leave one of them out.");
        }

        if (options is CodeOptions codes && codes.Bits != Codes.Bits)
        {
            throw new UsageException($"{Path} has codes of {Figures.Count(Codes.Bits, "bit")}, but --bits asks for {codes.Bits}; leave --bits out.");
        }
    }

    /// <summary>The codes in the order of the labels.</summary>
    /// <exception cref="DataFormatException">There is not one code for each label; where they have names, the fault names one.</exception>
    public BinaryCodes For(LabelSet labels)
    {
        if (Names is not null)
        {
            return Codes.Take(RowsOf(labels, Names));
        }

        return Codes.Count == labels.Count ? Codes : throw new DataFormatException(
            Path, 0, 0, $"found {Codes.Count} codes; expected {labels.Count}, one for each label of the training data in the order in which they first appear");
    }

    private int[] RowsOf(LabelSet labels, IReadOnlyList<string> names)
    {
        int[] rows = new int[labels.Count];
        Array.Fill(rows, -1);
        for (int row = 0; row < names.Count; row++)
        {
            if (!labels.TryGet(names[row], out LabelId own))
            {
                throw Fault(row + 1, $"found the label \"{EscapedText.Of(names[row])}\", which the training data does not have; expected only labels that it has");
            }

            rows[own.Value] = rows[own.Value] < 0
                ? row
                : throw Fault(row + 1, $"found the label \"{EscapedText.Of(names[row])}\" a second time; expected each label once");
        }

        int missing = Array.IndexOf(rows, -1);
        return missing < 0 ? rows : throw Fault(
            0, $"found no label \"{EscapedText.Of(labels.Names[missing])}\", which the training data has; expected a code for each of its {labels.Count} labels");
    }

    private DataFormatException Fault(long line, string problem) => new(LabelsPath!, line, 0, problem);
}
