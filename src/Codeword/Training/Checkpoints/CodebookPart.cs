using Codeword.Codes;
using Codeword.Models;
using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>The codebook of a stage. Clustered digits are kept, as clustering takes long; all others are drawn again.</summary>
internal static class CodebookPart
{
    /// <summary>The codebook that an earlier training left, or a new one.</summary>
    /// <exception cref="InvalidDataException">What it left is damaged.</exception>
    public static Codebook ReadOrBuild(TrainingStage stage, int classes, TrainingOptions options, Func<Codebook> build)
    {
        if (DigitPlan.Of(options) is not { Clustered: > 0 } digits)
        {
            return build();
        }

        CheckpointPart part = stage.Part("codebook");
        using (SectionFile? file = part.OpenFile())
        {
            if (file is not null)
            {
                return Read(file[CodebookSection.Tag], classes, digits);
            }
        }

        Codebook codebook = build();
        part.End(writer => CodebookSection.Write(writer, codebook));
        return codebook;
    }

    private static Codebook Read(Section section, int classes, DigitPlan digits)
    {
        Codebook codebook = CodebookSection.Read(section, classes);
        return codebook.Bits is null && codebook.Length == digits.Repetitions && codebook.Columns.All(column => column.Buckets == digits.Buckets)
            ? codebook
            : throw section.Fault($"found a codebook of another size; expected {digits.Repetitions} columns of {digits.Buckets} buckets");
    }
}
