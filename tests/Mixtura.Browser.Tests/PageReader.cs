using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>What tests read off the interactive page and do to it.</summary>
internal static class PageReader
{
    /// <summary>A number of the page in full, by its name.</summary>
    public static async Task<double> Number(this IPage page, string name) =>
        double.Parse((await page.Locator($"data[data-name=\"{name}\"]").First.GetAttributeAsync("value"))!, CultureInfo.InvariantCulture);

    /// <summary>Waits until a chapter has said what it found.</summary>
    public static Task Says(this IPage page, string name) => page.Locator($"data[data-name=\"{name}\"]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });

    /// <summary>Presses a button by its words.</summary>
    public static Task Press(this IPage page, string words) => page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();

    /// <summary>No finding of axe that is serious.</summary>
    public static async Task IsAccessible(this IPage page)
    {
        var axe = await page.RunAxe();
        Assert.Empty(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    }

    /// <summary>Nothing is wider than the window.</summary>
    public static async Task FitsAcross(this IPage page) => Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth"), "The page scrolls sideways.");

    /// <summary>A picture of the whole page, kept for whoever looks.</summary>
    public static Task Keep(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory("screenshots").FullName, name + ".png"), FullPage = true });

    /// <summary>Waits until nothing runs any more: pages mark what is on its way with a sentence that ends in dots.</summary>
    public static Task Settles(this IPage page) => page.WaitForFunctionAsync(
        "() => document.querySelector('svg[data-figure]') && ![...document.querySelectorAll('main [role=status]')].some(s => s.textContent.includes('…'))", null, new() { Timeout = 60_000 });

    /// <summary>Uses a control, in all the ways it has; 0 where it cannot be used.</summary>
    public static async Task<int> Use(this IPage page, ILocator control)
    {
        if (await control.CountAsync() == 0 || !await control.IsVisibleAsync() || !await control.IsEnabledAsync())
        {
            return 0;
        }

        var kind = await control.EvaluateAsync<string>("c => c.tagName === 'INPUT' ? c.type : c.tagName.toLowerCase()");
        switch (kind)
        {
            case "file":
                return 0;
            case "number":
                await control.FillAsync(await control.GetAttributeAsync("max") ?? "1");
                await control.BlurAsync();
                await page.Settles();
                break;
            case "select":
                foreach (var value in await control.Locator("option:not([disabled])").EvaluateAllAsync<string[]>("all => all.map(o => o.value)"))
                {
                    await control.SelectOptionAsync(value);
                    await page.Settles();
                }

                break;
            case "range":
                foreach (var end in new[] { "max", "min" })
                {
                    await control.FillAsync((await control.GetAttributeAsync(end))!);
                    await page.Settles();
                }

                break;
            default:
                await control.ClickAsync();
                await page.Settles();
                break;
        }

        return 1;
    }
}
