namespace Mixtura.Cli.Tutorial;

/// <summary>What a file is, by the end of its name: a browser runs only WebAssembly and scripts that are called so.</summary>
internal static class ContentTypes
{
    private const string Unknown = "application/octet-stream";

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".ico"] = "image/x-icon",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
        [".woff2"] = "font/woff2",
    };

    public static string Of(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path), Unknown);
}
