namespace Mixtura.Programs.Tests;

/// <summary>Where the repository lies: the folder above the tests that holds Mixtura.slnx.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mixtura.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Mixtura.slnx is in no folder above the tests.");
    }
}
