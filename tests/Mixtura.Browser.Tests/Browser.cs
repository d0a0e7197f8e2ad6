using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>The browser of this machine, which pages are looked at in; without one the tests that need it say so and are skipped.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Opens a page of the file system and hands it over; every request of the network and every error on the console is a failure.</summary>
    public static async Task Open(string path, int width, Func<IPage, Task> look)
    {
        var executable = Names.Select(Find).FirstOrDefault(found => found is not null);
        Assert.SkipUnless(executable is not null, "SKIPPED: pages are looked at in chromium, and this machine has none (Debian: apt-get install chromium).");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add(message.Text);
            }
        };
        page.PageError += (_, message) => faults.Add(message);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                faults.Add($"asked for {request.Url}");
            }
        };
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await look(page);
        Assert.Empty(faults);
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
