using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Mixtura.Cli.Tests;

/// <summary>What the server of the tutorial hands out, and that it hands out nothing else.</summary>
public sealed class TutorialServerTests : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "tutorial");
    private readonly HttpClient client = new();
    private RunningTutorial tutorial = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => tutorial = await RunningTutorial.Start("--no-browser");

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await tutorial.DisposeAsync();
    }

    /// <summary>The whole page is there, byte for byte, with no compressed twins, and each file says what it is.</summary>
    [Fact]
    public async Task Every_file_of_the_page_is_served()
    {
        string[] files = [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))];
        Assert.All([".html", ".css", ".js", ".wasm"], kind => Assert.Contains(files, file => file.EndsWith(kind, StringComparison.Ordinal)));
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(new Uri(tutorial.Address, file), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Folder, file), Cancellation), await answer.Content.ReadAsByteArrayAsync(Cancellation));
            var (type, charset) = Path.GetExtension(file) switch
            {
                ".html" => ("text/html", "utf-8"),
                ".css" => ("text/css", "utf-8"),
                ".js" => ("text/javascript", "utf-8"),
                ".wasm" => ("application/wasm", null),
                ".json" => ("application/json", null),
                ".svg" => ("image/svg+xml", null),
                ".png" => ("image/png", null),
                _ => ("application/octet-stream", null),
            };
            Assert.Equal((file, type, charset), (file, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentType?.CharSet));
            Assert.Equal((file, file.StartsWith("_framework/", StringComparison.Ordinal)), (file, answer.Headers.CacheControl?.ToString().Contains("immutable", StringComparison.Ordinal)));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("index.html?from=/../Mixtura.Cli.dll")]
    [InlineData("index%2ehtml")]
    public async Task The_page_is_at_the_root_whatever_is_asked_of_it(string address)
    {
        using var answer = await client.GetAsync(new Uri(tutorial.Address, address), Cancellation);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, "index.html"), Cancellation), await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.True(answer.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        var answer = await RawRequest.Send(tutorial.Address, "/app.css", tutorial.Address.Authority, "HEAD");
        Assert.Equal((200, string.Empty), RawRequest.Parse(answer));
        Assert.Contains($"Content-Length: {new FileInfo(Path.Combine(Folder, "app.css")).Length}\r\n", answer, StringComparison.Ordinal);
        Assert.Equal((404, string.Empty), RawRequest.Parse(await RawRequest.Send(tutorial.Address, "/none.css", tutorial.Address.Authority, "HEAD")));
    }

    [Theory]
    [InlineData("none.css")]
    [InlineData("_framework")]
    [InlineData("_framework/")]
    [InlineData("APP.CSS")]
    [InlineData("app.css/")]
    [InlineData("app.css.gz")]
    public async Task What_the_page_does_not_have_is_not_found(string address)
    {
        using var answer = await client.GetAsync(new Uri(tutorial.Address, address), Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "The tutorial has no such file."), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Files_are_read_and_nothing_else_is_done(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), tutorial.Address);
        request.Content = method is "POST" or "PUT" ? new StringContent("text") : null;
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    /// <summary>The command itself lies one folder up, and would be found by whoever gets there.</summary>
    [Theory]
    [InlineData("/../Mixtura.Cli.dll")]
    [InlineData("/_framework/../../Mixtura.Cli.dll")]
    [InlineData("/./.././Mixtura.Cli.dll")]
    [InlineData("../Mixtura.Cli.dll")]
    [InlineData("/%2e%2e/Mixtura.Cli.dll")]
    [InlineData("/%2E%2E%2FMixtura.Cli.dll")]
    [InlineData("/..%2fMixtura.Cli.dll")]
    [InlineData("/%252e%252e%252fMixtura.Cli.dll")]
    [InlineData(@"/..\Mixtura.Cli.dll")]
    [InlineData("/..%5cMixtura.Cli.dll")]
    [InlineData("/..%c0%afMixtura.Cli.dll")]
    [InlineData("/..;/Mixtura.Cli.dll")]
    [InlineData("//../Mixtura.Cli.dll")]
    [InlineData("/index.html%00")]
    [InlineData("/../Mixtura.Cli.dll%00.html")]
    [InlineData("/%00")]
    [InlineData("/{folder}/../Mixtura.Cli.dll")]
    [InlineData("//{folder}/index.html")]
    [InlineData("/file://{folder}/index.html")]
    [InlineData("file://{folder}/index.html")]
    public async Task Nothing_outside_the_page_is_reached(string target)
    {
        Assert.True(File.Exists(Path.Combine(Folder, "..", "Mixtura.Cli.dll")));
        var answer = await RawRequest.Send(tutorial.Address, target.Replace("{folder}", Folder, StringComparison.Ordinal), tutorial.Address.Authority);
        var (status, content) = RawRequest.Parse(answer);
        Assert.True(status is 400 or 404, answer);
        Assert.InRange(content.Length, 0, 200);
    }

    /// <summary>A page of another site whose name leads to this machine sends that name: it must read nothing.</summary>
    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("elsewhere.example:{port}")]
    [InlineData("127.0.0.1.elsewhere.example:{port}")]
    [InlineData("elsewhere.example@127.0.0.1:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.2:{port}")]
    [InlineData("[::1]:{port}")]
    [InlineData("")]
    [InlineData(null)]
    public async Task It_answers_to_its_own_name_alone(string? host)
    {
        var (status, content) = RawRequest.Parse(await RawRequest.Send(tutorial.Address, "/", host?.Replace("{port}", $"{tutorial.Address.Port}", StringComparison.Ordinal)));
        Assert.True(status is 400 or 404, $"{status}");
        Assert.DoesNotContain("importmap", content, StringComparison.Ordinal);
        Assert.Equal(200, RawRequest.Parse(await RawRequest.Send(tutorial.Address, "/", tutorial.Address.Authority)).Status);
    }

    /// <summary>The page may load what this server has, and its own text of scripts by the hash of it.</summary>
    [Fact]
    public async Task The_page_may_not_reach_outside()
    {
        using var answer = await client.GetAsync(tutorial.Address, Cancellation);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        const string Tag = """<script type="importmap">""";
        var start = html.IndexOf(Tag, StringComparison.Ordinal) + Tag.Length;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)])));
        Assert.Contains($"script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
    }
}
