using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Mixtura.Cli;
using Mixtura.Datasets;

namespace Mixtura.Browser.Tests;

/// <summary>The bench: points under the pointer, tables of one's own, and what is taken away.</summary>
public sealed class BenchTests(Playground playground) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-bench-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A press draws a point, a drag moves one, a stroke erases some, and each is one step back.</summary>
    [Fact]
    public Task Points_are_drawn_moved_and_erased() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-kmeans-objective");
            var start = page.Url;
            await page.GetByRole(AriaRole.Radio, new() { Name = "draw", Exact = true }).CheckAsync();
            var (x, y) = await Corner(page);
            await page.Mouse.ClickAsync(x + 30, y + 30);
            await Points(page, 101);

            await page.GetByRole(AriaRole.Radio, new() { Name = "move", Exact = true }).CheckAsync();
            await page.Mouse.MoveAsync(x + 30, y + 30);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(x + 90, y + 60, new() { Steps = 5 });
            await page.Mouse.UpAsync();
            await Points(page, 101);

            await page.GetByRole(AriaRole.Radio, new() { Name = "erase", Exact = true }).CheckAsync();
            await page.Mouse.MoveAsync(x + 70, y + 60);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(x + 100, y + 60, new() { Steps = 5 });
            await page.Mouse.UpAsync();
            await Points(page, 100);

            await page.Press("Undo");
            await Points(page, 101);
            await page.Press("Undo");
            await page.Press("Undo");
            await Points(page, 100);
            await Assertions.Expect(page).ToHaveURLAsync(start);
            await page.Keyboard.PressAsync("Control+Shift+Z");
            await Points(page, 101);
        },
        "#/bench?n=100");

    /// <summary>The table that was pasted is fitted as the library fits it, to the bit; a bad one is told by its row and column.</summary>
    [Fact]
    public Task A_table_of_ones_own() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-mixture-objective");
            await Paste(page, "height,weight,who\n1.5,oops,a\n1.6,60,b\n");
            await Assertions.Expect(page.Locator(".drop .fault")).ToContainTextAsync("weight");

            var rows = Generate.UnequalSizes(8, 120);
            var table = "a,b,kind\n" + string.Join('\n', Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture, $"{rows.Rows[i][0]:R},{rows.Rows[i][1]:R},{(rows.Labels[i] == 0 ? "large" : "small")}")));
            await Paste(page, table);
            await Points(page, 120);
            await Assertions.Expect(page.Locator(".drop .fault")).ToHaveCountAsync(0);
            await page.Settles();
            await page.Press("Best fit");
            await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("The best fit", new() { Timeout = 120_000 });
            Assert.Equal(GaussianMixture.Fit(rows.Rows, new GaussianMixtureOptions { Components = 2 }).LogLikelihood, await page.Number("plane-mixture-objective"));
        },
        "#/bench?model=mixture");

    /// <summary>A file that is dropped on the bench; of more than two columns its principal components.</summary>
    [Fact]
    public Task A_file_is_dropped() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-kmeans-objective");
            await page.GetByText("A table of your own").ClickAsync();
            await page.EvaluateAsync(
                """
                () => {
                  const data = new DataTransfer();
                  data.items.add(new File(['a,b,c\n' + [...Array(40).keys()].map(i => `${i % 7},${i % 5 * 2},${i % 3}`).join('\n')], 'dropped.csv', { type: 'text/csv' }));
                  document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                }
                """);
            await Assertions.Expect(page.GetByText("dropped.csv: 40 rows, 3 columns of numbers.")).ToBeVisibleAsync();
            await Points(page, 40);
            await page.GetByLabel("first two principal components of all").CheckAsync();
            await page.Settles();
            await Assertions.Expect(page.Locator(".drop .fault")).ToHaveCountAsync(0);
            await Points(page, 40);
        },
        "#/bench");

    /// <summary>A fit in the worker is given up, and the page is where it was before.</summary>
    [Fact]
    public Task A_long_fit_is_cancelled() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-mixture-objective");
            await page.Settles();
            await page.Press("Best fit");
            await page.Press("Cancel");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Best fit", Exact = true })).ToBeEnabledAsync();
            await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("At the start.");
            var before = await page.Number("plane-mixture-objective");
            await page.Press("Step");
            await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("After 1 step");
            Assert.True(await page.Number("plane-mixture-objective") > before);
        },
        "#/bench?data=unequal-spread&n=2000&model=mixture&k=5");

    /// <summary>A model and points that were downloaded: the command gives each point the cluster that the page shows.</summary>
    [Theory]
    [InlineData("kmeans")]
    [InlineData("mixture")]
    public Task A_downloaded_model_scores_a_table(string kind) => playground.Open(
        1280,
        async page =>
        {
            await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("After 3 steps");
            var points = await Download(page, "Points (CSV)");
            var model = await Download(page, "Model (JSON)");
            var labelled = Path.Combine(folder, "labelled.csv");
            using var error = new StringWriter();
            Assert.True(MixturaCommand.Run(["predict", model, points, "--columns", "x,y", "--out", labelled], TextReader.Null, TextWriter.Null, error, TestContext.Current.CancellationToken) == MixturaCommand.Done, error.ToString());

            var read = (await File.ReadAllLinesAsync(labelled, TestContext.Current.CancellationToken)).Select(l => l.Split(',')).ToArray();
            var (x, label) = (Array.IndexOf(read[0], "x"), Array.IndexOf(read[0], "label"));
            var scored = read[1..].Select(r => (X: double.Parse(r[x], CultureInfo.InvariantCulture), Label: int.Parse(r[label], CultureInfo.InvariantCulture))).ToArray();
            for (var k = 0; k < 3; k++)
            {
                var drawn = await Across(page, $"plane-{kind}", k);
                double[] own = [.. scored.Where(s => s.Label == k).Select(s => s.X)];
                Assert.Equal(own.Length, drawn.Length);
                AssertSamePlaces(own, drawn, scored, await AllAcross(page, $"plane-{kind}"));
            }
        },
        $"#/bench?data=unequal-spread&n=200&k=3&model={kind}&steps=3");

    /// <summary>Figures are whole files, and look for themselves.</summary>
    [Fact]
    public Task Figures_are_taken_away() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-mixture-objective");
            await page.Settles();
            var svg = await File.ReadAllTextAsync(await Download(page, "Figure as SVG"), TestContext.Current.CancellationToken);
            Assert.Contains("xmlns=\"http://www.w3.org/2000/svg\"", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("var(", svg, StringComparison.Ordinal);
            Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
            var png = await File.ReadAllBytesAsync(await Download(page, "Figure as PNG"), TestContext.Current.CancellationToken);
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        },
        "#/bench?model=mixture&steps=5");

    /// <summary>By the keyboard alone: a point is chosen, moved and erased.</summary>
    [Fact]
    public Task The_keyboard_moves_points() => playground.Open(
        1280,
        async page =>
        {
            await page.Says("plane-kmeans-objective");
            await page.Locator(".bench-figure [tabindex='0'], .bench-figure[tabindex='0']").First.FocusAsync();
            await page.Keyboard.PressAsync("PageDown");
            await page.Keyboard.PressAsync("Shift+ArrowRight");
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("points="));
            await page.Keyboard.PressAsync("Delete");
            await Points(page, 99);
        },
        "#/bench?n=100");

    private static Task Points(IPage page, int count) => Assertions.Expect(page.GetByText($"Points: {count}", new() { Exact = true })).ToBeVisibleAsync();

    private static async Task<(float X, float Y)> Corner(IPage page)
    {
        var box = (await page.Locator("svg[data-figure=plane-kmeans]").BoundingBoxAsync())!;
        return (box.X, box.Y);
    }

    private static async Task Paste(IPage page, string text) => await page.EvaluateAsync(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text); document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); }", text);

    private async Task<string> Download(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Press(button));
        var path = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        return path;
    }

    /// <summary>Where the marks of a cluster are, across, in the order of the rows.</summary>
    private static async Task<int[]> Across(IPage page, string figure, int cluster) =>
        [.. Regex.Matches(await page.Locator($"svg[data-figure={figure}] path.point.k{cluster}").First.GetAttributeAsync("d") ?? "", @"M(-?\d+) ").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static async Task<int[]> AllAcross(IPage page, string figure) => [.. await Across(page, figure, 0), .. await Across(page, figure, 1), .. await Across(page, figure, 2)];

    /// <summary>Marks are where their rows are: the figure's scale, taken from the outermost of all, carries each row onto its mark.</summary>
    private static void AssertSamePlaces(double[] rows, int[] marks, (double X, int Label)[] all, int[] allMarks)
    {
        var (low, high) = (all.Min(s => s.X), all.Max(s => s.X));
        var scale = (allMarks.Max() - allMarks.Min()) / (high - low);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(allMarks.Min() + (scale * (rows[i] - low)), marks[i], 2.0);
        }
    }
}
