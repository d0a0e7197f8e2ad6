using System.Globalization;
using System.Text.Json;

namespace Mixtura.Tests;

/// <summary>
/// Finds files of reference results: beside the repository where they are shared, else the copies in tests/reference that every
/// clone has.
/// </summary>
internal static class ReferenceFiles
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>The path of a reference file, such as "sklearn/iris.csv".</summary>
    public static string Path(string name) => TryPath(name) ?? throw new FileNotFoundException($"There is no reference file {name}, neither shared nor in tests/reference.");

    /// <summary>The path of a reference file, or null where this clone has none.</summary>
    public static string? TryPath(string name)
    {
        string[] places =
        [
            System.IO.Path.Combine(Root.Value, "..", "shared", "reference", name),
            System.IO.Path.Combine(Root.Value, "tests", "reference", name),
        ];
        return Array.Find(places, File.Exists);
    }

    /// <summary>A reference file as JSON.</summary>
    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path(name)));
        return document.RootElement.Clone();
    }

    /// <summary>Rows and true classes of a CSV file with a header whose last column is the class.</summary>
    public static LabelledObservations Csv(string name)
    {
        var lines = File.ReadAllLines(Path(name));
        var features = lines[0].Split(',')[..^1];
        var cells = lines[1..].Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        var values = cells.SelectMany(row => row[..^1]).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        var classes = cells.Select(row => int.Parse(row[^1], CultureInfo.InvariantCulture)).ToArray();
        return new(Observations.From(values, features.Length).Named(features), classes);
    }

    /// <summary>A JSON array of numbers.</summary>
    public static int[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    /// <summary>A JSON array of numbers.</summary>
    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Mixtura.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside a clone of the repository: no folder above them has Mixtura.slnx.");
    }
}
