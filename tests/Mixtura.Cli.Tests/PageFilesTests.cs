using Mixtura.Cli.Tutorial;

namespace Mixtura.Cli.Tests;

/// <summary>Which files of a folder become the page.</summary>
public class PageFilesTests
{
    [Theory]
    [InlineData("tutorial")]
    [InlineData(".")]
    public void A_folder_without_a_page_is_an_incomplete_installation(string name)
    {
        using var here = new Workspace();
        var fault = Assert.Throws<IOException>(() => PageFiles.In(here[name]));
        Assert.Contains("incomplete", fault.Message, StringComparison.Ordinal);
        Assert.Contains(here[name], fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What a link leads to lies elsewhere, and what comes after the start was never looked at.</summary>
    [Fact]
    public void Links_and_later_files_are_no_part_of_the_page()
    {
        using var here = new Workspace();
        using var elsewhere = new Workspace();
        elsewhere.File("secret.txt", "secret");
        here.File("index.html", "<h1>Page</h1>");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SKIPPED: making a link needs a right there that users do not have.");
        File.CreateSymbolicLink(here["file.txt"], elsewhere["secret.txt"]);
        Directory.CreateSymbolicLink(here["folder"], elsewhere["."]);
        var files = PageFiles.In(here["."]);
        here.File("later.txt", "later");
        Assert.Equal(["index.html"], files.All.Select(file => file.Path));
        Assert.All(["/file.txt", "/folder/secret.txt", "/later.txt"], address => Assert.False(files.TryFind(address, out _)));
        Assert.True(files.TryFind("/", out _));
    }

    [Theory]
    [InlineData("a/b.wasm", "application/wasm")]
    [InlineData("b.JS", "text/javascript; charset=utf-8")]
    [InlineData("icudt.dat", "application/octet-stream")]
    [InlineData("rows.bin", "application/octet-stream")]
    [InlineData("favicon.ico", "image/x-icon")]
    [InlineData("site.webmanifest", "application/manifest+json")]
    [InlineData("LICENSE", "application/octet-stream")]
    public void A_name_tells_what_a_file_is(string path, string type) => Assert.Equal(type, new PageFile(path, []).ContentType);

    /// <summary>A browser hashes the text of a script with the line ends of a parsed page; scripts of a file need no hash.</summary>
    [Theory]
    [InlineData("<script>\r\nrun()\r\n</script>", "\nrun()\n")]
    [InlineData("<SCRIPT TYPE=\"module\">run()</SCRIPT >", "run()")]
    [InlineData("<script src=\"a.js\"></script><script>run()</script>", "run()")]
    public void A_script_in_the_page_is_allowed_by_its_hash(string html, string text)
    {
        using var here = new Workspace();
        File.WriteAllText(here["index.html"], html);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Contains($"script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';", ContentSecurityPolicy.Of(PageFiles.In(here["."])), StringComparison.Ordinal);
    }
}
