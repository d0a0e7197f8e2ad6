using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Mixtura.Cli.Tutorial;

/// <summary>
/// What the page may do, as its browser enforces it: load and ask for files of this server, run WebAssembly, and nothing else.
/// Scripts that stand in the page itself (the map of its modules) are allowed by the hash of their text.
/// </summary>
internal static partial class ContentSecurityPolicy
{
    public static string Of(PageFiles files)
    {
        var scripts = files.All
            .Where(file => file.Path.EndsWith(".html", StringComparison.Ordinal))
            .SelectMany(file => InlineScripts(Encoding.UTF8.GetString(file.Content)))
            .Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'");
        string[] rules =
        [
            "default-src 'self'",
            string.Join(' ', ["script-src 'self' 'wasm-unsafe-eval'", .. scripts.Distinct(StringComparer.Ordinal)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ];
        return string.Join("; ", rules);
    }

    /// <summary>The text between the tags, as a parser of HTML gives it to the browser: lines end in a line feed.</summary>
    private static IEnumerable<string> InlineScripts(string html) =>
        InlineScript().Matches(html.ReplaceLineEndings("\n")).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("""<script(?![^>]*\ssrc\s*=)[^>]*>(?<text>.*?)</script\s*>""", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();
}
