using Microsoft.Playwright;
using Mixtura.Browser.Tests;
using Mixtura.Cli.Tests;

[assembly: AssemblyFixture(typeof(Playground))]

namespace Mixtura.Browser.Tests;

/// <summary>The interactive page as <c>mixtura tutorial</c> serves it: one server for all tests.</summary>
public sealed class Playground : IAsyncLifetime
{
    private RunningTutorial? tutorial;

    /// <summary>Serves the page.</summary>
    public async ValueTask InitializeAsync() => tutorial = await RunningTutorial.Start("--json");

    /// <summary>Ends the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (tutorial is not null)
        {
            await tutorial.DisposeAsync();
        }
    }

    /// <summary>Opens the page, waits until it is there, and hands it over; see <see cref="Browser.Open(Uri, int, Func{IPage, Task})"/> for what fails.</summary>
    /// <param name="width">The width of the window, in CSS pixels.</param>
    /// <param name="look">What is done and checked.</param>
    /// <param name="address">What follows the server's address, such as <c>#part</c>.</param>
    public Task Open(int width, Func<IPage, Task> look, string address = "") => Browser.Open(new Uri(tutorial!.Address, address), width, async page =>
    {
        await page.Locator("h1").WaitForAsync();
        await look(page);
    });
}
