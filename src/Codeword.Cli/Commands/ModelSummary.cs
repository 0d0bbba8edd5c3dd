using System.Globalization;
using System.Text.Json;
using Codeword.Codes;
using Codeword.Models;
using Codeword.Storage;

namespace Codeword.Cli.Commands;

/// <summary>What <c>inspect</c> prints.</summary>
internal sealed class ModelSummary(Classifier classifier, string path)
{
    private readonly Model _model = classifier.Model;
    private readonly CodebookReport _codebook = CodebookReport.Of(classifier.Codebook);

    public void WriteTables(Session session)
    {
        using SectionFile file = ModelFile.Open(path);
        TextTable[] codes = _codebook.Bits is { } bits ? [BinaryCodeSummary.ToTable(bits)] : [];
        TextTable.Write(session, [Facts(file), Options(), Columns(), .. codes, SectionText.ToTable(file)]);
    }

    public void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        using SectionFile file = ModelFile.Open(path);
        json.WriteString("version", file.Version.ToString());
        json.WriteString("method", _model.Info.Method);
        json.WriteString("format", _model.Info.Format.Name);
        json.WriteNumber("classes", _model.Labels.Count);
        json.WriteNumber("retiredClasses", _model.Labels.Retired.Count);
        json.WriteNumber("features", _model.Heads.Transform.FeatureCount);
        json.WriteNumber("repetitions", _model.Codebook.Length);
        json.WriteNumber("outputs", _model.Codebook.Outputs);
        json.WriteNumber("trainingRows", _model.Info.TrainingRows);
        json.WriteBoolean("isMultiLabel", _model.Info.IsMultiLabel);
        json.WriteString("loss", _model.Heads.Loss.ToString());
        json.WriteString("weightFormat", _model.Heads.Format.ToString());
        json.WriteNumber("weights", _model.Heads.WeightCount);
        json.WriteString("decoder", _model.Decoder.ToString());
        json.WriteString("decoding", classifier.DecodingPlan);
        ProbabilityText.Write(json, _model);
        NoveltyText.Write(json, classifier.Novelty, isStored: _model.Novelty is not null);
        json.WriteNumbers("validation", _model.Info.Validation);
        json.WriteNumbers("bytes", MemoryText.Parts(classifier.MemoryUse).Select(part => KeyValuePair.Create(part.Name, (double)part.Bytes)));
        EncoderText.Write(json, _model.Heads.Encoder);
        json.WriteStartObject("options");
        foreach ((string name, string value) in _model.Info.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteCodebook(json);
        SectionText.Write(json, file);
    });

    private TextTable Options()
    {
        TextTable options = TextTable.OfPairs();
        foreach ((string name, string value) in _model.Info.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            options.Add(name, value);
        }

        return options;
    }

    private void WriteCodebook(Utf8JsonWriter json)
    {
        json.WriteStartObject("codebook");
        json.WriteNumber("indistinguishablePairs", _codebook.IndistinguishablePairs);
        if (_codebook.ExpectedIndistinguishablePairs is { } expected)
        {
            json.WriteNumber("expectedIndistinguishablePairs", expected);
        }

        if (_codebook.Bits is { } bits)
        {
            BinaryCodeSummary.Write(json, bits);
        }

        json.WriteArray("columns", _codebook.Columns, column =>
        {
            json.WriteString("kind", column.Kind);
            json.WriteNumber("buckets", column.Buckets);
            json.WriteNumber("smallest", column.Smallest);
            json.WriteNumber("largest", column.Largest);
            json.WriteNumber("empty", column.Empty);
        });
        json.WriteEndObject();
    }

    private TextTable Facts(SectionFile file)
    {
        TextTable facts = TextTable.OfPairs()
            .Add("file", $"{path}, format {file.Version}, {Figures.Count(file.Length, "byte")}")
            .Add("method", _model.Info.Method)
            .Add("classes", ClassChange.Classes(_model.Labels))
            .Add("features", $"d = {Figures.Count(_model.Heads.Transform.FeatureCount)}{Input}")
            .Add("digits", _codebook.Bits is { } bits
                ? $"k = {Figures.Count(bits.Bits)} bits, an output each"
                : $"R = {Figures.Count(_model.Codebook.Length)}, ΣB = {Figures.Count(_model.Codebook.Outputs)} outputs")
            .Add("encoder", EncoderText.Of(_model.Heads.Encoder))
            .Add("weights", $"{_model.Heads.Format}, {Figures.Count(_model.Heads.WeightCount)} of the heads{Kept}")
            .Add("trained on", $"{Figures.Count(_model.Info.TrainingRows, "row")}, {(_model.Info.IsMultiLabel ? "any number of labels" : "one label")} a row; "
                + FormatText.Of(_model.Info.Format, _model.Info.Format))
            .Add("loss", _model.Heads.Loss.ToString());
        if (_codebook.Bits is { } own)
        {
            facts.Add("cost of the heads", Cost(own.Bits));
        }

        facts
            .Add("decoder", _model.Decoder.ToString())
            .Add("decoding", classifier.DecodingPlan)
            .Add("probability", ProbabilityText.Of(_model))
            .Add("novelty", $"{classifier.Novelty}{(_model.Novelty is null ? "; none is stored" : "")}");
        foreach ((string name, double value) in _model.Info.Validation)
        {
            facts.Add(Figures.ValidationName(name), Figures.Ratio(value));
        }

        foreach ((string name, long bytes) in MemoryText.Parts(classifier.MemoryUse))
        {
            facts.Add($"{name} bytes", Figures.Count(bytes));
        }

        return facts.Add("indistinguishable pairs", Pairs());
    }

    // What happens to features first. Networks alone ask whether the input is dense, and then standardise it in the first layer.
    private string Input => _model.Heads.Transform is { Normalize: true } transform
        ? string.Create(CultureInfo.InvariantCulture, $", {(IsLinear ? "" : "sparse: ")}to the power {transform.Power:G4}, rows scaled to length 1")
        : IsLinear ? "" : ", dense: standardised";

    private bool IsLinear => _model.Info.Method is "mach" or "ova";

    // What codes save: multiply-adds a row from the encoder's units on, and numbers stored.
    private string Cost(int bits)
    {
        (long units, long classes) = (_model.Heads.Encoder?.Outputs ?? _model.Heads.Transform.FeatureCount, _model.Codebook.Classes);
        return $"{Figures.Count(units * bits)} multiply-adds a row and, by Hamming distance, {Figures.Count(classes * bits)} bits compared; "
            + $"{Figures.Count((units + 1) * bits)} numbers and {Figures.Count(classes * bits)} bits stored; "
            + $"a real-valued head: {Figures.Count(units * classes)} and {Figures.Count((units + 1) * classes)}";
    }

    // Columns of one kind and size differ in chance alone: one row for all of them.
    private TextTable Columns()
    {
        var table = new TextTable("digits", "number", "buckets", "smallest bucket", "largest bucket", "empty buckets");
        foreach (IGrouping<(string Kind, int Buckets), ColumnLoad> group in _codebook.Columns.GroupBy(column => (column.Kind, column.Buckets)))
        {
            table.Add(
                group.Key.Kind, Figures.Count(group.Count()), Figures.Count(group.Key.Buckets), Figures.Count(group.Min(column => column.Smallest)),
                Figures.Count(group.Max(column => column.Largest)), Figures.Count(group.Sum(column => column.Empty)));
        }

        return table;
    }

    private string Kept => _model.Heads.Format == WeightFormat.Sparse
        ? $", {Figures.Count(_model.Heads.Groups.Sum(group => (double)((SparseWeights)group.Weights).Kept))} of them kept" : "";

    private string Pairs() => Figures.Count(_codebook.IndistinguishablePairs) + (_codebook.ExpectedIndistinguishablePairs is { } expected
        ? string.Create(CultureInfo.InvariantCulture, $" counted, {expected:G3} expected of 2-universal hashing")
        : " counted");
}
