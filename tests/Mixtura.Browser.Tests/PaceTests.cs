using System.Globalization;
using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>How long the page takes: told in the tests' log, and judged by nobody here, as machines differ. What is asserted is what came of it.</summary>
public sealed class PaceTests(Playground playground, ITestOutputHelper log)
{
    private const string Points = "data=unequal-spread&n=2000";

    /// <summary>From the call of the page to its first figure, with an empty cache and with a warm one.</summary>
    [Fact]
    public Task The_first_figure() => playground.Open(1280, async page =>
    {
        foreach (var cache in new[] { "an empty", "a warm", "a warm" })
        {
            await page.GotoAsync("about:blank");
            await page.GoBackAsync();
            await page.Locator("svg[data-figure]").First.WaitForAsync();
            var milliseconds = await page.EvaluateAsync<double>("() => performance.now()");
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first figure with {cache} cache: {milliseconds:F0} ms"));
            Assert.Equal(1, await page.Locator("svg[data-figure=plane]").CountAsync());
        }
    });

    /// <summary>A step, and a run to the end, on 2,000 points: k-means with 8 clusters and a mixture with 5 full components.</summary>
    [Theory]
    [InlineData("kmeans", 8)]
    [InlineData("mixture", 5)]
    public Task A_step_and_a_run(string model, int clusters) => playground.Open(
        1280,
        async page =>
        {
            var name = $"plane-{model}-objective";
            await page.Says(name);
            await page.Settles();
            for (var step = 1; step <= 5; step++)
            {
                var milliseconds = await Pressed(page, "Step", name);
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}, {clusters} of 2,000 points, step {step}: shown after {milliseconds:F0} ms"));
            }

            var whole = await Pressed(page, "To the end", name);
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}, {clusters} of 2,000 points, to the end: shown after {whole:F0} ms"));
            await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("no step gains anything more");
        },
        string.Create(CultureInfo.InvariantCulture, $"#/bench?{Points}&model={model}&k={clusters}"));

    /// <summary>Frames while one of 2,000 points is dragged and the model follows.</summary>
    [Theory]
    [InlineData("kmeans")]
    [InlineData("mixture")]
    public Task Frames_while_dragging(string model) => playground.Open(
        1280,
        async page =>
        {
            await page.Says($"plane-{model}-objective");
            await page.Settles();
            var box = (await page.Locator($"svg[data-figure=plane-{model}]").BoundingBoxAsync())!;
            await page.EvaluateAsync("() => { window.frames_ = []; let last = performance.now(); const beat = now => { window.frames_.push(now - last); last = now; window.beat_ = requestAnimationFrame(beat); }; window.beat_ = requestAnimationFrame(beat); }");
            await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await page.Mouse.DownAsync();
            for (var i = 0; i < 180; i++)
            {
                var (sin, cos) = Math.SinCos(i / 20.0);
                await page.Mouse.MoveAsync(box.X + (box.Width / 2) + (float)(100 * sin), box.Y + (box.Height / 2) + (float)(100 * cos));
            }

            await page.Mouse.UpAsync();
            double[] frames = [.. (await page.EvaluateAsync<double[]>("() => { cancelAnimationFrame(window.beat_); return window.frames_; }")).Skip(1).Order()];
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}, dragging one of 2,000 points: {frames.Length} frames, median {frames[frames.Length / 2]:F1} ms, 95 % below {frames[frames.Length * 95 / 100]:F1} ms, longest {frames[^1]:F1} ms"));
            Assert.NotEmpty(frames);
        },
        string.Create(CultureInfo.InvariantCulture, $"#/bench?{Points}&model={model}&k=5&steps=10"));

    /// <summary>Presses a button and waits for another number: the milliseconds between, on the page's own clock.</summary>
    private static Task<double> Pressed(IPage page, string button, string name) => page.EvaluateAsync<double>(
        """
        ([button, name]) => new Promise(done => {
          const number = () => document.querySelector(`data[data-name="${name}"]`)?.value;
          const before = number(), began = performance.now();
          const watch = new MutationObserver(() => { if (number() !== before) { watch.disconnect(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))); } });
          watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
          [...document.querySelectorAll('button')].find(b => b.textContent === button).click();
        })
        """,
        new[] { button, name });
}
