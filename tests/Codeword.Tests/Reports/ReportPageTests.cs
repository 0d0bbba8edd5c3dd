using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Codeword.Codes;
using Codeword.Reports;

namespace Codeword.Tests.Reports;

/// <summary>The page as text; the end-to-end tests open it in a browser.</summary>
public sealed partial class ReportPageTests
{
    private static readonly string[] Awkward =
    [
        "</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>", "\"'&amp;<>`", "]]>", "\u202Eright to left\u05D0", "שלום", "👨‍👩‍👧 family", "🔥",
        "\u2028line", "${x}", "</title><style>*{}", "javascript:alert(1)", "\uFEFFmark",
    ];

    private static readonly string[] WithoutEnd = ["meta", "!DOCTYPE"];

    [Fact]
    public void AwkwardNamesStayTexts()
    {
        string html = SampleReports.Html(Confused());

        Assert.Equal(Blocks().Count(html) + 1, Regex.Count(html, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(html, "<style"));
        Assert.Single(Regex.Matches(html, "<title>"));
        AssertIsBalanced(html);
    }

    [Fact]
    public void NamesComeBackFromThePagesDataAsTheyWere()
    {
        Dictionary<string, JsonElement> data = Blocks().Matches(SampleReports.Html(Confused()))
            .ToDictionary(block => block.Groups["id"].Value, block => JsonDocument.Parse(block.Groups["json"].Value).RootElement);

        Assert.Equal(["calibration", "codebook", "confusions", "frequency", "map", "memory", "tree"], data.Keys.Order(StringComparer.Ordinal));
        string[] shown = [.. Awkward.Select(name => name == "${x}" ? "bell\a, tab\t</script> (${x})" : name)];
        Assert.Equal(shown, data["tree"].GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        IEnumerable<string> confused = data["confusions"].GetProperty("pairs").EnumerateArray().Select(pair => pair.GetProperty("truth").GetString()!);
        Assert.Equal(shown.Skip(1).Order(StringComparer.Ordinal), confused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ThePolicyAllowsTheScriptAndTheStyleOfThePageAlone()
    {
        string html = SampleReports.Html(Confused());
        string policy = Regex.Match(html, "http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"").Groups["policy"].Value;
        string script = Regex.Match(html, "<script>(?<text>.*?)</script>", RegexOptions.Singleline).Groups["text"].Value;
        string style = Regex.Match(html, "<style>(?<text>.*?)</style>", RegexOptions.Singleline).Groups["text"].Value;

        Assert.Equal($"default-src 'none'; script-src {Hash(script)}; style-src {Hash(style)}; base-uri 'none'; form-action 'none'", policy);
        Assert.True(html.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < html.IndexOf("<style>", StringComparison.Ordinal));
    }

    [Fact]
    public void NothingInThePageIsElsewhere()
    {
        string html = SampleReports.Html(Confused());
        string markup = Regex.Replace(html, "<(?<name>script|style|pre).*?</\\k<name>>", "", RegexOptions.Singleline);

        Assert.All(Regex.Matches(markup, "(?:src|href)=\"(?<target>[^\"]*)\""), link => Assert.StartsWith("#", link.Groups["target"].Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", PageParts.Style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", PageParts.Style, StringComparison.Ordinal);
        Assert.All(Regex.Matches(markup, "href=\"#(?<id>\\w+)\""), link => Assert.Contains($"id=\"{link.Groups["id"].Value}\"", markup, StringComparison.Ordinal));
    }

    [Fact]
    public void TheLicencesOfWhatIsInThePageStandInIt()
    {
        foreach (string name in new[] { "vega ", "vega-lite ", "vega-interpreter ", "d3-array ", "d3-scale " })
        {
            Assert.Matches($@"(?m)^(?:[\w-]+ [\d.]+, )*{name}\d", PageParts.Notices);
        }

        Assert.Contains("Redistribution and use in source and binary forms", SampleReports.Html(Confused()), StringComparison.Ordinal);
    }

    // 20,000 classes of long names: what is shown of each is bounded, and so is how many are.
    [Fact]
    public void APageOfManyClassesStaysSmall()
    {
        const int Classes = 20_000;
        string[] names = [.. Enumerable.Range(0, Classes).Select(i => $"{new string('<', 300)}{i}")];
        names = [.. names.Select((name, i) => $"{i}{name}")];
        Classifier model = SampleReports.Silent(names, new ShuffledColumn(Classes, 64, 1), new ShuffledColumn(Classes, 64, 2));
        string rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{names[i * 6]} {i}:1\n"));
        Report report = SampleReports.Report(model, rows);
        string html = SampleReports.Html(report);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1_000_000, 5_000_000);
        JsonElement json = SampleReports.Json(report);
        Assert.Equal(ClassGeometry.MostInTree, json.GetProperty("tree").GetProperty("classes").GetArrayLength());
        Assert.Equal(ClassGeometry.MostInMap, json.GetProperty("map").GetProperty("classes").GetArrayLength());
        Assert.Contains("5,000 of the 20,000 classes, drawn at random, are in the tree.", html, StringComparison.Ordinal);
        Assert.Contains("200 classes of those that the data has, evenly spaced in the tree&#x27;s order,", html, StringComparison.Ordinal);
    }

    // Each awkward name but the first is taken for the first.
    private static Report Confused()
    {
        string rows = string.Concat(Awkward.Select(name => JsonSerializer.Serialize(name)).Select(name => $"{{\"label\":{name},\"features\":{{\"0\":1}}}}\n"));
        return Report.Of(
            SampleReports.OneVsAll(Awkward), Codeword.Tests.Data.Rows.Source(new Codeword.Data.JsonLinesFormat { FeaturesProperty = "features" }, rows),
            new ReportOptions { Title = Awkward[0], Cutoffs = [1, 2], Names = new Dictionary<string, string> { ["${x}"] = "bell\a, tab\t</script>" } });
    }

    // What stands in a script, in a style or in quotes is no markup.
    private static void AssertIsBalanced(string html)
    {
        var open = new Stack<string>();
        string markup = Regex.Replace(html, "(?<start><(?<name>script|style)[^>]*>).*?(?<end></\\k<name>>)", "${start}${end}", RegexOptions.Singleline);
        foreach (Match tag in Regex.Matches(markup, "<(?<end>/?)(?<name>[!\\w]+)(?:[^>\"]|\"[^\"]*\")*>"))
        {
            string name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length > 0)
            {
                Assert.Equal(open.Pop(), name);
            }
            else if (!WithoutEnd.Contains(name))
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
        Assert.Equal(Regex.Count(markup, "<"), Regex.Count(markup, "<(?<end>/?)(?<name>[!\\w]+)(?:[^>\"]|\"[^\"]*\")*>"));
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex("<script type=\"application/json\" id=\"data-(?<id>\\w+)\">(?<json>[^<]*)</script>")]
    private static partial Regex Blocks();
}
