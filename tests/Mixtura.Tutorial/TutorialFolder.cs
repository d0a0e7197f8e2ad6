namespace Mixtura.Tutorial;

/// <summary>docs/tutorial of the repository: its pages, its data and its figures.</summary>
public static class TutorialFolder
{
    /// <summary>Where it is.</summary>
    public static string Path { get; } = Find();

    /// <summary>Runs chapters in another folder, which gets the data they read, and the figures they draw.</summary>
    /// <param name="chapters">The chapters.</param>
    /// <param name="folder">A folder.</param>
    /// <returns>Each chapter with what it printed.</returns>
    public static IEnumerable<Chapter> Run(IEnumerable<Chapter> chapters, string folder)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "figures"));
        var data = Directory.CreateDirectory(System.IO.Path.Combine(folder, "data"));
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(Path, "data"), "*.csv"))
        {
            File.Copy(file, System.IO.Path.Combine(data.FullName, System.IO.Path.GetFileName(file)), overwrite: true);
        }

        return chapters.Select(chapter => ChapterProgram.Run(chapter, folder));
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Mixtura.slnx")))
            {
                return System.IO.Path.Combine(folder.FullName, "docs", "tutorial");
            }
        }

        throw new InvalidOperationException("Mixtura.slnx is in no folder above this program.");
    }
}
