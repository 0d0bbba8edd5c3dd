using System.CommandLine;
using Codeword.Data;
using Codeword.Retrieval;

namespace Codeword.Cli;

/// <summary>The flags that say where codes come from: rows that a model encodes, or codes as <c>encode</c> writes them.</summary>
internal sealed class CodeInput
{
    private readonly Option<string?> _model = new("--model") { HelpName = "file" };
    private readonly Option<bool> _packed = new("--packed")
    {
        Description = "codes are bytes, as encode --packed writes them and not gzipped, in place of lines of hexadecimal digits",
    };

    private readonly Option<bool> _withoutLabels = new("--no-labels") { Description = "leave aside labels that rows have" };
    private readonly FormatFlags _format;
    private readonly bool _hasLabels;

    /// <param name="command">The command that gets the flags.</param>
    /// <param name="hasLabels">Whether the command takes labels of rows.</param>
    public CodeInput(Command command, bool hasLabels)
    {
        _hasLabels = hasLabels;
        _model.Description = "the model that makes codes of the rows; when not given the file holds codes, a line of hexadecimal digits each, as encode writes them"
            + (hasLabels ? "; labels may stand before a code, each with a tab after it" : "");
        command.Add(_model);
        command.Add(_packed);
        _format = new FormatFlags(command, "as the model's training data was", hasLabels);
        if (hasLabels)
        {
            command.Add(_withoutLabels);
        }
    }

    /// <summary>The model's file, if one was given.</summary>
    public string? ModelPath(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>The file of the labels, if one was given.</summary>
    public string? LabelsPath(ParseResult parsed) => _format.LabelsPath(parsed);

    /// <summary>Loads the model, if one was given.</summary>
    /// <exception cref="UsageException">It has no bits, or flags contradict one another.</exception>
    /// <exception cref="InvalidDataException">The file is no whole and sound model.</exception>
    public BitModel? LoadModel(ParseResult parsed)
    {
        if (ModelPath(parsed) is { } path)
        {
            return !parsed.GetValue(_packed)
                ? BitModel.Load(path)
                : throw new UsageException("--packed is about codes, but with --model the file holds rows; leave one of them out.");
        }

        string? stray = _format.FirstGiven(parsed);
        return stray is null ? null : throw new UsageException($"{stray} is about rows, but without --model the file holds codes; name the model.");
    }

    /// <summary>Loads the model, if one was given, which must have made the codes of an index.</summary>
    /// <exception cref="UsageException">It has other codes than the index, or flags contradict one another.</exception>
    public BitModel? LoadModel(ParseResult parsed, string indexPath, LabeledIndex index)
    {
        BitModel? model = LoadModel(parsed);
        if (model is null)
        {
            return null;
        }

        if (model.Codes.Bits != index.Codes.Bits)
        {
            throw new UsageException(
                $"{indexPath} holds codes of {Figures.Count(index.Codes.Bits, "bit")}, but {ModelPath(parsed)} makes codes of {Figures.Count(model.Codes.Bits, "bit")}.");
        }

        return model.Classifier.CanSearch(index) ? model : throw new UsageException(
            $"{indexPath} holds codes of another model than {ModelPath(parsed)}, or of that before its weights were changed, and codes of two models cannot be compared: "
            + $"found the fingerprint {model.Classifier.Fingerprint[..16]}…; expected {index.Model![..16]}….");
    }

    /// <summary>The rows of a file.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The open file.</param>
    /// <param name="path">Its name.</param>
    /// <param name="model">What <see cref="LoadModel(ParseResult)"/> gave.</param>
    /// <param name="bits">How many bits codes have.</param>
    /// <exception cref="UsageException">The model does not take what the format holds.</exception>
    public RowSource Open(ParseResult parsed, Stream file, string path, BitModel? model, int bits)
    {
        if (model is null)
        {
            bool isPacked = parsed.GetValue(_packed);
            return RowSource.Of(isPacked ? CodeReader.OfBytes(file, path, bits) : CodeReader.OfLines(file, path, bits), !isPacked);
        }

        DataFormat format = _format.ReadInput(parsed, model.Classifier);
        return RowSource.Of(ExampleSource.FromStream(file, path, _hasLabels && parsed.GetValue(_withoutLabels) ? FormatFlags.WithoutLabels(format) : format));
    }

    /// <summary>Whether labels of rows are wanted.</summary>
    public bool TakesLabels(ParseResult parsed) => _hasLabels && !parsed.GetValue(_withoutLabels);
}
