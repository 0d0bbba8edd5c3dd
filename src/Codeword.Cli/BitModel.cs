using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>A model whose classes have codes of bits, for commands that are about them. Retired classes are left out.</summary>
/// <param name="Classifier">The model.</param>
/// <param name="Labels">The names of its classes, in the order of their ids.</param>
/// <param name="Codes">Their codes, in the same order.</param>
internal sealed record BitModel(Classifier Classifier, LabelSet Labels, BinaryCodes Codes)
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="UsageException">Its codes are of other digits.</exception>
    /// <exception cref="InvalidDataException">The file is no whole and sound model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BitModel Load(string path)
    {
        var model = Classifier.Load(path);
        BinaryCodes codes = model.Codebook.Bits ?? throw new UsageException(
            $"{path} is a model of the method {model.Info.Method}, which has no codes of bits; methods that have are llc, ecoc and hash.");
        if (model.Labels.Retired.Count == 0)
        {
            return new BitModel(model, model.Labels, codes);
        }

        int[] live = [.. Enumerable.Range(0, codes.Count).Where(id => !model.Labels.IsRetired(new LabelId(id)))];
        return new BitModel(model, LabelSet.Create(live.Select(id => model.Labels.Names[id])), codes.Take(live));
    }
}
