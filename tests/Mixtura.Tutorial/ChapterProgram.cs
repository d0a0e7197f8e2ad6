using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tutorial;

/// <summary>Compiles the program of a chapter against the library, and runs it.</summary>
public static class ChapterProgram
{
    /// <summary>What every program of .NET has without asking.</summary>
    private const string Implicit = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Runs a chapter in a folder that holds what it reads, data, and takes what it draws, figures. Not side by side: it takes the console and the current folder.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The chapter with what it printed.</returns>
    /// <exception cref="InvalidOperationException">The program does not compile, or with warnings.</exception>
    public static Chapter Run(Chapter chapter, string folder)
    {
        var main = Compile(chapter);
        var (console, current) = (Console.Out, Environment.CurrentDirectory);
        using var printed = new StringWriter();
        try
        {
            Console.SetOut(printed);
            Environment.CurrentDirectory = folder;
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Environment.CurrentDirectory = current;
            Console.SetOut(console);
        }

        return chapter.WithPrinted(printed.ToString());
    }

    private static MethodInfo Compile(Chapter chapter)
    {
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(chapter.Name), [CSharpSyntaxTree.ParseText(chapter.Program(), language), CSharpSyntaxTree.ParseText(Implicit, language)], References.Value, options);
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        var faults = emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"{chapter.Name} does not compile:\n{string.Join('\n', faults)}");
        }

        assembly.Position = 0;
        return new AssemblyLoadContext(chapter.Name).LoadFromStream(assembly).EntryPoint!;
    }
}
