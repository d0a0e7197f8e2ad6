using System.Diagnostics.CodeAnalysis;

namespace Mixtura.Cli.Tutorial;

/// <summary>
/// Everything that is served: the files that lie in the page's folder when the command starts, read once. An address is looked up
/// among their names and never made into a path, so that no spelling of it leads out of the folder.
/// </summary>
internal sealed class PageFiles
{
    private const string First = "index.html";

    // A link may lead anywhere, and what it leads to is no file of the page.
    private static readonly EnumerationOptions FilesOfTheFolder = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };

    private readonly Dictionary<string, PageFile> byPath;

    private PageFiles(Dictionary<string, PageFile> byPath) => this.byPath = byPath;

    /// <summary>Where the page lies in an installation: beside the command.</summary>
    public static string Installed => Path.Combine(AppContext.BaseDirectory, "tutorial");

    public IEnumerable<PageFile> All => byPath.Values;

    /// <summary>Reads the page.</summary>
    /// <exception cref="IOException"><paramref name="folder"/> holds no page.</exception>
    public static PageFiles In(string folder)
    {
        if (!File.Exists(Path.Combine(folder, First)))
        {
            throw new IOException($"This installation of mixtura is incomplete: the page of the tutorial is not in {folder}. Install it once more.");
        }

        var files = Directory.EnumerateFiles(folder, "*", FilesOfTheFolder)
            .Select(file => new PageFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)));
        return new(files.ToDictionary(file => file.Path, StringComparer.Ordinal));
    }

    /// <summary>The file at an address of the server, as a request spells it: <c>/</c>, or <c>/app.css?v=1</c>, whose query means nothing here.</summary>
    public bool TryFind(string address, [NotNullWhen(true)] out PageFile? file)
    {
        file = null;
        var path = Uri.UnescapeDataString(address.Split('?')[0]);
        return path.StartsWith('/') && byPath.TryGetValue(path is "/" ? First : path[1..], out file);
    }
}
