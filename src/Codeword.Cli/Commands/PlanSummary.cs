using System.Globalization;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary>What <c>plan</c> prints.</summary>
internal sealed class PlanSummary(MachPlan plan, int nonZeros, int? examples)
{
    private static readonly int Epochs = new MachOptions().Epochs;

    public void WriteTables(Session session)
    {
        TextTable.Write(session, [Proposal(), Bytes(), Cost(), Promises()]);
        session.Output.WriteLine();
        session.Output.WriteLine("Bounds are those of hashed digits and heads that make no mistake. By default train mach clusters half of the digits, which");
        session.Output.WriteLine("tells classes apart better in measurements, but comes without a bound; its report counts pairs that remain alike.");
        session.Output.WriteLine("The limit of --memory is for the weights. --weight-format Sparse keeps the large ones alone, as many as held-out rows ask for.");
        if (plan.IsOneVsAllSmaller)
        {
            session.Output.WriteLine("With this few classes one-vs-all takes no more.");
        }

        session.Output.WriteLine(Train);
    }

    public void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        json.WriteNumber("classes", plan.Classes);
        json.WriteNumber("repetitions", plan.Repetitions);
        json.WriteNumber("buckets", plan.Buckets);
        json.WriteNumber("inputBuckets", plan.InputBuckets);
        json.WriteString("weightFormat", plan.WeightFormat.ToString());
        json.WriteNumber("outputs", plan.Outputs);
        json.WriteNumber("load", plan.Load);
        json.WriteBoolean("isBytesPerFeature", plan.Features is null);
        json.WriteNumbers("bytes", plan.Memory.Select(part => KeyValuePair.Create(part.Name, (double)part.Bytes)));
        json.WriteNumbers("oneVsAllBytes", plan.OneVsAllMemory.Select(part => KeyValuePair.Create(part.Name, (double)part.Bytes)));
        json.WriteNumber("products", plan.Products(nonZeros));
        json.WriteNumber("oneVsAllProducts", plan.OneVsAllProducts(nonZeros));
        json.WriteNumber("additions", plan.Additions);
        if (examples is { } count)
        {
            json.WriteNumber("trainingProducts", 2.0 * Epochs * count * plan.Products(nonZeros));
            json.WriteNumber("oneVsAllTrainingProducts", 2.0 * Epochs * count * plan.OneVsAllProducts(nonZeros));
        }

        json.WriteNumber("indistinguishablePairs", plan.IndistinguishablePairs);
        json.WriteNumber("leastRepetitions", plan.LeastRepetitions);
        json.WriteNumber("deviationBound", plan.DeviationBound);
        json.WriteNumber("errorBound", plan.ErrorBound);
        json.WriteString("command", Train);
    });

    private string Train => plan.IsOneVsAllSmaller ? "codeword train ova <data> -o <model>"
        : $"codeword train mach <data> -o <model> --repetitions {plan.Repetitions} --buckets {plan.Buckets}"
            + (plan.InputBuckets > 0 ? $" --input-buckets {plan.InputBuckets}" : "")
            + (plan.WeightFormat == WeightFormat.Float32 ? "" : $" --weight-format {plan.WeightFormat}");

    private TextTable Proposal() => TextTable.OfPairs()
        .Add("classes", $"K = {Figures.Count(plan.Classes)}, {plan.Load.ToString("N1", CultureInfo.InvariantCulture)} a bucket")
        .Add("repetitions", $"R = {Figures.Count(plan.Repetitions)}")
        .Add("buckets", $"B = {Figures.Count(plan.Buckets)}, {Figures.Count(plan.Outputs)} outputs in all")
        .Add("weights", plan.WeightFormat.ToString())
        .Add("input", plan.InputBuckets > 0 ? $"hashed to {Figures.Count(plan.InputBuckets)} rows in each repetition" : "as it is");

    private TextTable Bytes()
    {
        var table = new TextTable(plan.Features is null ? "bytes (weights: of one feature)" : "bytes", "MACH", "one-vs-all", "one-vs-all / MACH");
        foreach ((MemoryPart mach, MemoryPart ova) in plan.Memory.Zip(plan.OneVsAllMemory))
        {
            AddRow(table, mach.Name, mach.Bytes, ova.Bytes);
        }

        if (plan.Features is not null)
        {
            AddRow(table, "all", plan.Memory.Sum(part => (double)part.Bytes), plan.OneVsAllMemory.Sum(part => (double)part.Bytes));
        }

        return table;
    }

    private TextTable Cost()
    {
        var table = new TextTable($"cost, {Figures.Count(nonZeros)} features an example", "MACH", "one-vs-all", "one-vs-all / MACH");
        AddRow(table, "multiply-adds a prediction", plan.Products(nonZeros), plan.OneVsAllProducts(nonZeros));
        AddRow(table, "additions to decode one exactly", plan.Additions, 0);
        if (examples is { } count)
        {
            double visits = 2.0 * Epochs * count;
            AddRow(table, $"multiply-adds of one training, {Epochs} epochs", visits * plan.Products(nonZeros), visits * plan.OneVsAllProducts(nonZeros));
        }

        return table;
    }

    private TextTable Promises() => TextTable.OfPairs()
        .Add("pairs that no decoder tells apart", $"{Small(plan.IndistinguishablePairs)} expected; R >= {Figures.Count(plan.LeastRepetitions)} leaves none in 99 of 100 codebooks")
        .Add("a class's probability", $"standard deviation at most {Small(plan.DeviationBound)}; off by {Small(plan.ErrorBound)} or more in at most 1 of 20 codebooks");

    private static void AddRow(TextTable table, string name, double mach, double ova) =>
        table.Add(name, Figures.Count(mach), Figures.Count(ova), mach > 0 && ova > 0 ? Small(ova / mach) : "");

    private static string Small(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
