using Microsoft.Playwright;

namespace Mixtura.Browser.Tests;

/// <summary>The interactive page as a reader meets it.</summary>
public sealed class PlaygroundTests(Playground playground)
{
    /// <summary>It starts under the rules that its server sends, on a phone and on a desk.</summary>
    [Theory]
    [InlineData(380)]
    [InlineData(1280)]
    public async Task The_page_is_reached(int width) => await playground.Open(width, async page => await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync());
}
