using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>The browser of this machine, which pages are looked at in; without one the tests that need it say so and are skipped.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Opens a page of the file system.</summary>
    public static Task Open(string path, int width, Func<IPage, Task> look) => Open(new Uri(path), width, look);

    /// <summary>
    /// Opens a page and hands it over. Every error and warning on the console is a failure, and every request that leaves the page's own
    /// ground: the file system for a file, and for a page of a server that server.
    /// </summary>
    public static async Task Open(Uri address, int width, Func<IPage, Task> look)
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
            if (!IsOwn(new Uri(request.Url), address))
            {
                faults.Add($"asked for {request.Url}");
            }
        };
        await page.GotoAsync(address.AbsoluteUri);
        try
        {
            await look(page);
        }
        catch (Exception fault) when (faults.Count > 0)
        {
            // What was waited for in vain has its reason on the console.
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults), fault);
        }

        Assert.Empty(faults);
    }

    /// <summary>What a page makes itself (data:, blob:) belongs to it wherever it came from.</summary>
    private static bool IsOwn(Uri asked, Uri page) =>
        asked.Scheme is "data" or "blob" || (asked.Scheme == page.Scheme && asked.Authority == page.Authority);

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
