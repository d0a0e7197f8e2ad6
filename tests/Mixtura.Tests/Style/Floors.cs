using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mixtura.Tests.Style;

/// <summary>The house: which rooms of src/Mixtura each room may know. Documentation may point anywhere; code may not.</summary>
internal static class Floors
{
    // A file at the top of src/Mixtura is a room of its own.
    private static readonly string[] Ground = ["MixturaException.cs"];
    private static readonly string[] Kernels = [.. Ground, "Kernels"];
    private static readonly string[] Rows = [.. Kernels, "Rows"];
    private static readonly string[] Em = [.. Rows, "Em"];
    private static readonly string[] Model = [.. Em, "ClusteringModel.cs"];
    private static readonly string[] Families = [.. Model, "KMeans", "Mixtures"];

    public static IReadOnlyDictionary<string, string[]> MayUse { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["MixturaException.cs"] = Ground,
        ["Kernels"] = Kernels,
        ["Rows"] = Rows,
        ["Em"] = Em,
        ["Datasets"] = [.. Rows, "Datasets"],
        ["ClusteringModel.cs"] = Model,
        ["KMeans"] = Families,
        ["Mixtures"] = Families,
        ["Persistence"] = [.. Families, "Persistence"],
        ["Measures"] = [.. Families, "Measures"],
        ["Selection"] = [.. Families, "Measures", "Selection"],
    };

    /// <summary>The room of a file of the library: its folder, or its own name where it lies in none.</summary>
    public static string RoomOf(string path) => path[(Library.Folder.Length + 1)..].Split('/')[0];

    public static IEnumerable<Finding> Broken(IEnumerable<SourceFile> files, Compilation compilation)
    {
        foreach (var file in files)
        {
            var room = RoomOf(file.Path);
            if (!MayUse.TryGetValue(room, out var known))
            {
                yield return new(file.Path, 1, $"{room} is no room of the house: say in Floors which rooms it may know");
                continue;
            }

            var model = compilation.GetSemanticModel(file.Tree);
            foreach (var name in file.Root.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var owner = symbol as ITypeSymbol ?? symbol?.ContainingType;
                if (owner is not null && Library.DeclaredIn(owner) is { } path && !known.Contains(RoomOf(path), StringComparer.Ordinal))
                {
                    yield return new(file.Path, name.GetLocation().GetLineSpan().StartLinePosition.Line + 1, $"{room} must not know {owner.Name} of {RoomOf(path)}");
                }
            }
        }
    }
}
