using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tests.Style;

/// <summary>The sources of src/Mixtura as the compiler understands them: what each name means, not only how it is spelled.</summary>
internal static class Library
{
    public const string Folder = "src/Mixtura";

    // What ImplicitUsings writes in the build.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Repository.Sources.Where(f => f.IsIn(Folder))];

    public static CSharpCompilation Compilation { get; } = Compile(Files);

    public static SemanticModel ModelOf(SourceFile file) => Compilation.GetSemanticModel(file.Tree);

    public static CSharpCompilation Compile(IEnumerable<SourceFile> files) => CSharpCompilation.Create(
        "Mixtura",
        [CSharpSyntaxTree.ParseText(ImplicitUsings, new CSharpParseOptions(LanguageVersion.Preview)), .. files.Select(f => f.Tree)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Mixtura", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The file of src/Mixtura that declares a symbol; null for symbols from elsewhere.</summary>
    public static string? DeclaredIn(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(l => l.IsInSource)?.SourceTree?.FilePath is { Length: > 0 } path ? path : null;
}
