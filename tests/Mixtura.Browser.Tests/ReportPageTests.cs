using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Mixtura.Datasets;
using Mixtura.Reports;
using Mixtura.Selection;

namespace Mixtura.Browser.Tests;

/// <summary>Reports as a reader sees them.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>No error, nothing asked of the network, all pictures there, no serious finding of axe, and no scrolling sideways, on a phone and on a desk.</summary>
    [Theory]
    [InlineData(380)]
    [InlineData(1280)]
    public async Task A_report_is_clean_and_accessible(int width) => await Browser.Open(Written(), width, async page =>
    {
        Assert.Equal("Three sets", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img").EvaluateAllAsync<int>("all => all.filter(i => !(i.complete && i.naturalWidth > 0)).length"));
        Assert.True(await page.Locator("img").CountAsync() >= 4);
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth"));
        var axe = await page.RunAxe();
        Assert.Empty(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    });

    /// <summary>Printed it is a document of a few pages.</summary>
    [Fact]
    public async Task It_prints() => await Browser.Open(Written(), 1280, async page =>
    {
        var pdf = await page.PdfAsync(new() { Format = "A4" });
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"), 2, 8);
    });

    private string Written()
    {
        var data = Generate.Blobs(seed: 1, rows: 300, clusters: 3, dimension: 2, deviation: 1);
        var report = ClusteringReport.Of(data.Rows, new ReportOptions
        {
            Title = "Three sets", Classes = data.Labels, Selection = new ModelSelectionOptions { Counts = [1, 2, 3, 4], References = 3, Halvings = 2, Resamples = 3 }, Resamples = 3, Command = "mixtura report sets.csv --out report.html",
        }, cancellationToken: TestContext.Current.CancellationToken);
        var path = Path.Combine(folder, "report.html");
        report.Save(path);
        return path;
    }
}
