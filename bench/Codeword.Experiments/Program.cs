using Codeword.Experiments;

// One command a table: dotnet run -c Release --project bench/Codeword.Experiments -- <experiment> <folder of data sets> <folder for results>
if (args is not [string name, string data, string results, ..])
{
    Console.Error.WriteLine(
        "usage: <seeds|grid|grid-chart|share|multilabel|speed|baselines|size|equal-size|codes|variants|decode|largek|hamming|mih|mih-chart|faiss|scale|scale-chart|scale-sample|"
        + "depends|retrieval|retrieval-tune|taxonomy|novelty|novelty-tune|novelty-cost|calibration|means|classes|classes-tune> <data> <results>");
    return 2;
}

Directory.CreateDirectory(results);
var output = new ResultWriter(results, name, name switch
{
    "taxonomy" when args.Length > 3 && args[3] != "wordnet_coarse" => $"taxonomy-{args[3]}",
    "calibration" when args.Length > 4 => $"calibration-{string.Join('-', args[4..])}",
    "means" when args.Length > 3 => $"means-{args[3]}",
    "codes" when args.Length > 4 => $"codes-{args[3].Replace('/', '-')}",
    "retrieval" when args.Length > 3 => $"retrieval-{args[3].Replace('/', '-')}",
    "novelty" when args.Length > 3 => $"novelty-{args[3].Replace('/', '-')}",
    "size" when args.Length > 3 => $"size-{string.Join('-', args[3..])}",
    _ => name,
}, string.Join(' ', args[3..]));
switch (name)
{
    case "seeds":
        SeedsExperiment.Run(data, output, args.ElementAtOrDefault(3));
        break;
    case "grid":
        GridExperiment.Run(data, output);
        break;
    case "grid-chart":
        File.WriteAllText(Path.Combine(results, "grid.svg"), GridChart.FromTable(Path.Combine(results, "grid.csv")));
        return 0;
    case "mih-chart":
        File.WriteAllText(Path.Combine(results, "mih.svg"), MihChart.FromTable(Path.Combine(results, "mih.csv")));
        return 0;
    case "scale-chart":
        File.WriteAllText(Path.Combine(results, "scale.svg"), ScaleChart.FromTable(Path.Combine(results, "scale.csv")));
        return 0;
    case "share":
        ShareExperiment.Run(data, output);
        break;
    case "multilabel":
        MultiLabelExperiment.Run(data, output);
        break;
    case "speed":
        SpeedExperiment.Run(data, output);
        break;
    case "codes":
        CodesExperiment.Run(data, output, args[3], args[4..]);
        break;
    case "variants":
        VariantsExperiment.Run(data, output);
        break;
    case "decode":
        DecodeExperiment.Run(output);
        break;
    case "largek":
        LargeKExperiment.Run(data, output, candidatesAlone: args.Contains("candidates"));
        break;
    case "retrieval":
        RetrievalExperiment.Run(data, output, args[3], args[4..]);
        break;
    case "retrieval-tune":
        RetrievalTuning.Run(data, args[3], args[4..]);
        return 0;
    case "novelty":
        NoveltyExperiment.Run(data, output, args[3], int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture), args[5..]);
        break;
    case "novelty-cost":
        NoveltyCost.Run(output, args[3], args[4]);
        break;
    case "novelty-tune":
        NoveltyTuning.Run(data, args[3], int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture), args[5..]);
        return 0;
    case "classes":
        ClassesExperiment.Run(data, output, args[3], int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture));
        break;
    case "classes-tune":
        ClassesTuning.Run(data, results, args[3], args[4..]);
        return 0;
    case "hamming":
        HammingExperiment.Run(output);
        break;
    case "faiss":
        FaissExperiment.Run(results, args[3..]);
        return 0;
    case "mih":
        MihExperiment.Run(data, output, args[3..]);
        break;
    case "size":
        SizeExperiment.Run(data, output, args[3..]);
        break;
    case "equal-size":
        EqualSizeExperiment.Run(data, output, int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        break;
    case "depends":
        DependsExperiment.Run(data, output);
        break;
    case "scale":
        ScaleExperiment.Run(data, output, args[3..]);
        break;
    case "scale-sample":
        ScaleSampleExperiment.Run(data, output, args[3..]);
        break;
    case "taxonomy":
        TaxonomyExperiment.Run(data, output, args[3], SeedRange.Parse(args[4]));
        break;
    case "calibration":
        CalibrationExperiment.Run(data, output, SeedRange.Parse(args[3]), args[4..]);
        break;
    case "means":
        SeedMeans.Run(output, int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture), args[5..]);
        break;
    case "baselines":
        BaselinesExperiment.Run(data, output);
        break;
    default:
        Console.Error.WriteLine($"There is no experiment \"{name}\".");
        return 2;
}

output.Save();
return 0;
