using System.Text.Json.Serialization;

namespace Codeword.Reports;

/// <summary>The parts of a report as JSON, written by generated code; with the options of <see cref="PageJson"/>.</summary>
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext;
