using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>Every chapter of the interactive page, as a reader meets it.</summary>
public sealed class StoryTests(Playground playground)
{
    private static readonly (string Slug, string Title)[] Chapters =
    [
        ("step-by-step", "k-means, step by step"), ("starts", "Starts and local optima"), ("how-many", "How many clusters?"), ("no-maybe", "Cells, and the missing maybe"),
        ("temperature", "From hard to soft"), ("mixture", "The mixture"),
        ("shapes", "The shapes of components"), ("enough", "When k-means is enough"), ("labels", "With labels: validation"), ("criteria", "Which model do the data prefer?"), ("bench", "The bench"),
    ];

    public static TheoryData<string> Slugs => [.. Chapters.Select(c => c.Slug)];

    /// <summary>It is reached, fits the width, and has no serious finding of axe, from a phone to a desk, by day and by night.</summary>
    [Theory]
    [MemberData(nameof(Slugs))]
    public Task A_chapter_is_clean_and_accessible(string slug) => playground.Open(
        1280,
        async page =>
        {
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Chapters.Single(c => c.Slug == slug).Title);
            await page.Settles();
            foreach (var width in new[] { 390, 800, 1280 })
            {
                await page.SetViewportSizeAsync(width, 900);
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await page.FitsAcross();
                    await page.IsAccessible();
                    await page.Keep($"{slug}-{width}-{(scheme == ColorScheme.Light ? "light" : "dark")}");
                }
            }
        },
        $"#/{slug}");

    /// <summary>Every button is pressed, every slider moved to both ends and every choice chosen, without an error.</summary>
    [Theory]
    [MemberData(nameof(Slugs))]
    public Task Every_control_is_used(string slug) => UseAll($"#/{slug}");

    /// <summary>So is each of the bench, from one state after the other: some of its controls take away what others need.</summary>
    [Theory]
    [InlineData("#/bench?n=60")]
    [InlineData("#/bench?model=mixture&n=60&steps=3")]
    [InlineData("#/bench?compare=1&n=60&steps=2")]
    public Task Every_control_of_the_bench_is_used_by_itself(string address) => UseAll(address, comesBack: true);

    private Task UseAll(string address, bool comesBack = false) => playground.Open(
        1280,
        async page =>
        {
            await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
            await page.Settles();
            await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
            var used = 0;
            foreach (var control in await page.Locator("main :is(button, select, input)").AllAsync())
            {
                used += await page.Use(control);
                if (comesBack && !page.Url.EndsWith(address, StringComparison.Ordinal))
                {
                    await page.EvaluateAsync("address => { location.hash = address; }", address);
                    await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(address) + "$"));
                    await page.Settles();
                }
            }

            Assert.True(used > (comesBack ? 25 : 0), $"{used} controls could be used.");
        },
        address);

    /// <summary>From the first chapter to the last and back by the links at its foot; each has a heading and a title of its own.</summary>
    [Fact]
    public Task The_story_is_read_through() => playground.Open(1280, async page =>
    {
        foreach (var (_, title) in Chapters)
        {
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
            await Assertions.Expect(page).ToHaveTitleAsync($"{title} · Mixtura");
            if (title != Chapters[^1].Title)
            {
                await page.Locator("a[rel=next]").ClickAsync();
            }
        }

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Chapters[^2].Title);
    });

    /// <summary>What a reader sees comes again from the address alone.</summary>
    [Fact]
    public Task The_address_holds_the_state() => playground.Open(1280, async page =>
    {
        await page.Press("Assign each point");
        await page.Press("Move the centers");
        await page.Press("Assign each point");
        var inertia = await page.Number("inertia");
        await page.ReloadAsync();
        await page.Says("inertia");
        Assert.Equal(inertia, await page.Number("inertia"));
    });

    /// <summary>A chapter's points and model go to the bench as they are: the same inertia there, and a likelihood of the same steps.</summary>
    [Theory]
    [InlineData("#/step-by-step?half=7&k=4&seed=8", "inertia", "plane-kmeans-objective")]
    [InlineData("#/starts?start=2", "start-2", "plane-kmeans-objective")]
    [InlineData("#/mixture?data=elongated&half=8&k=3&seed=2", "log-likelihood", "plane-mixture-objective")]
    public Task To_the_bench(string address, string here, string there) => playground.Open(
        1280,
        async page =>
        {
            await page.Says(here);
            var value = await page.Number(here);
            await page.GetByText("Take these points to the bench").ClickAsync();
            await Assertions.Expect(page.Locator($"data[data-name=\"{there}\"]")).ToHaveAttributeAsync("value", value.ToString("R", CultureInfo.InvariantCulture));
        },
        address);

    /// <summary>The theme that a reader chooses is kept.</summary>
    [Fact]
    public Task The_theme_is_kept() => playground.Open(1280, async page =>
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var light = await Ground(page);
        await page.Locator(".theme select").SelectOptionAsync("dark");
        await page.ReloadAsync();
        await page.Settles();
        Assert.NotEqual(light, await Ground(page));
        Assert.Equal("dark", await page.Locator(".theme select").InputValueAsync());
    });

    private static Task<string> Ground(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    /// <summary>The keyboard reaches the controls of a chapter, and they answer to it.</summary>
    [Fact]
    public Task The_keyboard_will_do() => playground.Open(1280, async page =>
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Assign each point" });
        for (var presses = 0; presses < 30 && !await button.EvaluateAsync<bool>("b => b === document.activeElement"); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.Says("inertia");
        Assert.True(double.IsFinite(await page.Number("inertia")), await page.Locator(".state").InnerTextAsync());
    });
}
