namespace Mixtura.Cli.Tests;

/// <summary>A folder of its own for one test.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-cli-").FullName;

    /// <summary>Two groups of four rows, far apart: everything about them follows from arithmetic.</summary>
    public const string Squares = """
        a,b,class,part,w
        0,0,near,p,1
        0,2,near,p,1
        2,0,near,p,1
        2,2,near,p,1
        100,100,far,q,3
        100,102,far,q,3
        102,100,far,q,3
        102,102,far,q,3
        """;

    public string this[string name] => Path.Combine(folder, name);

    public IEnumerable<string> Files => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(this[name], text.ReplaceLineEndings("\n") + "\n");
        return this[name];
    }

    public string Data() => File("data.csv", Squares);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
