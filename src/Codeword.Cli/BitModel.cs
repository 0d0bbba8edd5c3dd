using Codeword.Codes;

namespace Codeword.Cli;

/// <summary>A model whose classes have codes of bits, for commands that are about them.</summary>
/// <param name="Classifier">The model.</param>
/// <param name="Codes">Its class codes, in the order of its labels.</param>
internal sealed record BitModel(Classifier Classifier, BinaryCodes Codes)
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="UsageException">Its codes are of other digits.</exception>
    /// <exception cref="InvalidDataException">The file is no whole and sound model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BitModel Load(string path)
    {
        var model = Classifier.Load(path);
        return model.Codebook.Bits is { } codes ? new BitModel(model, codes) : throw new UsageException(
            $"{path} is a model of the method {model.Info.Method}, which has no codes of bits; methods that have are llc, ecoc and hash.");
    }
}
