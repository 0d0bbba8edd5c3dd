using System.Text.Json;

namespace Codeword.EndToEndTests;

/// <summary>Pages of reports in a browser: everything is drawn, nothing is fetched, nothing is wrong.</summary>
public sealed class ReportTests(ReportModels models) : IClassFixture<ReportModels>
{
    private static readonly string[] OfDigits = ["frequency", "reliability", "confusions", "distances", "loads", "tree", "map", "memory"];
    private static readonly string[] OfBits = ["frequency", "reliability", "confusions", "distances", "ones", "tree", "map", "memory"];

    private static readonly string[] OfNovelty = ["frequency", "reliability", "scores", "roc", "confusions", "distances", "ones", "tree", "map", "memory"];

    // Of each chart its name and state, how many marks its drawings have, and of those that are painted how many colours.
    private const string Drawn = """
        [...document.querySelectorAll(".plot")].map(plot => ({
          chart: plot.dataset.chart,
          state: plot.dataset.state ?? "",
          marks: plot.querySelectorAll("svg path[d]:not([d='']), svg rect, svg text").length,
          texts: [...plot.querySelectorAll("svg text")].filter(text => text.textContent.trim()).length,
          isWithin: [...plot.querySelectorAll("svg, canvas")].every(drawing => {
            const box = drawing.getBoundingClientRect();
            return box.width > 100 && box.height > 50 && box.right <= window.innerWidth + 1;
          }),
          colors: [...plot.querySelectorAll("canvas")].map(canvas => new Set(new Uint32Array(
            canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size),
        }))
        """;

    [Theory]
    [InlineData("digits", 1100, "light")]
    [InlineData("digits", 390, "dark")]
    [InlineData("bits", 1100, "dark")]
    [InlineData("bits", 390, "light")]
    [InlineData("novelty", 1100, "light")]
    public async Task EveryChartIsDrawnFromThePageAlone(string model, int width, string scheme)
    {
        (string file, string[] expected) = model switch
        {
            "bits" => (models.Bits, OfBits),
            "novelty" => (models.Novelty, OfNovelty),
            _ => (models.Digits, OfDigits),
        };
        using BrowserPage page = await BrowserPage.OpenAsync(file, width, scheme);

        Assert.Equal("drawn", (await page.AskAsync("document.documentElement.dataset.charts")).GetString());
        JsonElement[] charts = [.. (await page.AskAsync(Drawn)).EnumerateArray()];
        Assert.Equal(expected, charts.Select(chart => chart.GetProperty("chart").GetString()));
        Assert.All(charts, chart =>
        {
            Assert.Equal("drawn", chart.GetProperty("state").GetString());
            Assert.True(chart.GetProperty("isWithin").GetBoolean(), chart.ToString());
            int[] colors = [.. chart.GetProperty("colors").EnumerateArray().Select(count => count.GetInt32())];
            bool isPainted = chart.GetProperty("chart").GetString() == "map";
            Assert.Equal(isPainted ? 2 : 0, colors.Length);
            Assert.All(colors, count => Assert.InRange(count, 10, int.MaxValue));
            Assert.True(isPainted || (chart.GetProperty("marks").GetInt32() > 10 && chart.GetProperty("texts").GetInt32() > 4), chart.ToString());
        });
        Assert.Empty(page.Messages);
        Assert.Equal([new Uri(file).AbsoluteUri], page.Requests);
        Assert.Equal(scheme == "dark" ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)", (await page.AskAsync("getComputedStyle(document.body).backgroundColor")).GetString());
        Assert.True((await page.AskAsync("document.documentElement.scrollWidth <= window.innerWidth")).GetBoolean());
    }

    [Fact]
    public async Task NamesAreShownAndNeverRun()
    {
        using BrowserPage page = await BrowserPage.OpenAsync(models.Digits);

        Assert.Equal("mach.codeword", (await page.AskAsync("document.title")).GetString());
        Assert.Equal(0, (await page.AskAsync("document.images.length")).GetInt32());
        Assert.Equal(1, (await page.AskAsync("[...document.scripts].filter(script => script.type !== 'application/json').length")).GetInt32());
        string[] shown = [.. (await page.AskAsync("JSON.parse(document.getElementById('data-tree').textContent).classes")).EnumerateArray().Select(name => name.GetString()!)];
        Assert.Equal([ReportModels.Script[..39] + "… (class0)", ReportModels.Image[..39] + "… (class1)", "שלום \u202Eabc (class2)"], shown[..3]);
        Assert.Contains("</script>", (await page.AskAsync("document.querySelector('#classes table').textContent")).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTreeIsOpenedGroupByGroupByKeys()
    {
        using BrowserPage page = await BrowserPage.OpenAsync(models.Bits);
        const string Status = "document.querySelector('.controls [role=status]').textContent";

        Assert.Equal("40 of 40 classes in 24 groups", (await page.AskAsync(Status)).GetString());
        await page.AskAsync("document.querySelector('[data-chart=tree] .group').focus()");
        await page.PressAsync("Enter");
        string within = (await page.AskAsync(Status)).GetString()!;
        Assert.Matches("^([2-9]|1[0-9]) of 40 classes in ([2-9]|1[0-9]) groups$", within);
        Assert.Equal("Up", (await page.AskAsync("document.activeElement.textContent")).GetString());
        await page.PressAsync("Enter");
        Assert.Equal("40 of 40 classes in 24 groups", (await page.AskAsync(Status)).GetString());
        Assert.Empty(page.Messages);
    }

    [Fact]
    public async Task ChartsFollowTheColoursAndTheWidth()
    {
        using BrowserPage page = await BrowserPage.OpenAsync(models.Bits);
        const string Width = "document.querySelector('[data-chart=distances] svg').getBoundingClientRect().width";
        double wide = (await page.AskAsync(Width)).GetDouble();

        await page.ResizeAsync(500, "dark");
        await page.WaitForAsync($"{Width} < 490");
        await page.WaitForAsync("getComputedStyle(document.querySelector('[data-chart=distances] svg text')).fill === 'rgb(230, 232, 235)'");
        Assert.True(wide > 800);
        Assert.Empty(page.Messages);
    }

    [Fact]
    public async Task WithoutScriptsTheTablesAreThere()
    {
        using BrowserPage page = await BrowserPage.OpenAsync(models.Digits, hasScripts: false);

        Assert.Equal(0, (await page.AskAsync("document.querySelectorAll('svg, canvas').length")).GetInt32());
        Assert.InRange((await page.AskAsync("document.querySelectorAll('figure details table').length")).GetInt32(), 8, 8);
        Assert.True((await page.AskAsync("[...document.querySelectorAll('figure details')].every(table => table.querySelectorAll('tbody tr').length > 0)")).GetBoolean());
        Assert.Empty(page.Messages);
    }
}
