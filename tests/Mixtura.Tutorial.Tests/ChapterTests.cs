using SkiaSharp;

namespace Mixtura.Tutorial.Tests;

/// <summary>What a page of the tutorial shows is what its snippets print and draw. `dotnet run -c Release --project tests/Mixtura.Tutorial -- --write` makes it so again.</summary>
[Collection("A program of a chapter takes the console and the current folder")]
public sealed class ChapterTests(TutorialRun run) : IClassFixture<TutorialRun>
{
    private static string[] Names(string folder) => [.. Directory.GetFiles(Path.Combine(folder, "figures")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_ten_chapters_in_the_order_of_the_story() => Assert.Equal(
        ["01-step-by-step", "02-starts", "03-how-many", "04-no-maybe", "05-temperature", "06-mixture", "07-shapes", "08-enough", "09-labels", "10-criteria"],
        run.Before.Select(c => Path.GetFileNameWithoutExtension(c.Name)));

    [Fact]
    public void Pages_say_what_their_snippets_print() => Assert.All(run.Before.Zip(run.After), pair => Assert.Equal(pair.First.Text, pair.Second.Text));

    [Fact]
    public void No_number_is_missing() => Assert.All(run.After, chapter => Assert.DoesNotContain("NaN", chapter.Text, StringComparison.Ordinal));

    [Fact]
    public void Pages_show_all_figures_that_they_draw_and_no_others()
    {
        Assert.Equal(Names(run.Folder), Names(TutorialFolder.Path));
        var pages = string.Concat(run.Before.Select(c => c.Text));
        Assert.All(Names(TutorialFolder.Path), figure => Assert.Contains($"](figures/{figure})", pages, StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_are_the_ones_that_the_snippets_draw() => Assert.All(
        Names(TutorialFolder.Path).Where(name => name.EndsWith(".svg", StringComparison.Ordinal)),
        name => Assert.True(File.ReadAllText(Path.Combine(TutorialFolder.Path, "figures", name)) == File.ReadAllText(Path.Combine(run.Folder, "figures", name)), $"{name} is drawn differently"));

    [Fact]
    public void Photographs_have_the_same_pixels()
    {
        string[] names = [.. Names(TutorialFolder.Path).Where(name => name.EndsWith(".png", StringComparison.Ordinal))];
        Assert.Equal(5, names.Length);
        Assert.All(names, name => Assert.Equal(Pixels(TutorialFolder.Path, name), Pixels(run.Folder, name)));
    }

    /// <summary>A page of a code host is no place for megabytes.</summary>
    [Fact]
    public void Figures_are_small() => Assert.All(
        Names(TutorialFolder.Path), name => Assert.InRange(new FileInfo(Path.Combine(TutorialFolder.Path, "figures", name)).Length, 1, 640_000));

    private static SKColor[] Pixels(string folder, string name)
    {
        using var bitmap = SKBitmap.Decode(Path.Combine(folder, "figures", name));
        Assert.Equal((Photograph.Width, Photograph.Height), (bitmap.Width, bitmap.Height));
        return bitmap.Pixels;
    }
}
