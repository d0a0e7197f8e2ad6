namespace Mixtura.Cli.Tutorial;

/// <summary>One file of the page, as it is sent: its bytes, what they are, and how long a browser may keep them.</summary>
internal sealed class PageFile
{
    private const string ForAYear = "public, max-age=31536000, immutable";

    private const string AskAgain = "no-cache";

    /// <summary>A file of the page.</summary>
    /// <param name="path">Its address below the page's own, such as <c>_framework/dotnet.c1gxi39w3h.js</c>.</param>
    /// <param name="content">What it holds.</param>
    public PageFile(string path, byte[] content)
    {
        Path = path;
        Content = content;
        ContentType = ContentTypes.Of(path);

        // These carry a fingerprint of their content in their names: what has such a name never changes.
        CacheControl = path.StartsWith("_framework/", StringComparison.Ordinal) ? ForAYear : AskAgain;
    }

    public string Path { get; }

    public byte[] Content { get; }

    public string ContentType { get; }

    public string CacheControl { get; }
}
