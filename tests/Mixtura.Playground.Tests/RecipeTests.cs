using System.Text.Json;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Data;
using Mixtura.Playground.Errands;
using Mixtura.Playground.Fits;
using Mixtura.Playground.Sharing;

namespace Mixtura.Playground.Tests;

/// <summary>A recipe says the same in steps, at once, in C# and as a command: the models are compared by the numbers of their files.</summary>
public class RecipeTests
{
    private static readonly Gen<Recipe> Recipes = Gen.Select(
        Gen.Enum<ModelKind>(), Gen.Int[1, 5], Gen.Enum<CovarianceStructure>(), Gen.Enum<StartKind>(), Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 5]), Gen.Int[0, 1000], Gen.Int[0, 30]).Select((kind, k, covariance, start, t, seed, steps) =>
            new Recipe { Kind = kind, Clusters = k, Covariance = covariance, Start = start, Temperature = kind == ModelKind.KMeans ? t : 0, Seed = (ulong)seed, Steps = steps });

    private static readonly string[] Story = ["seconds", "trace", "reason", "converged", "iterations", "maxIterations", "warnings", "restarts"];

    public static TheoryData<int> Some => [.. Enumerable.Range(0, 14)];

    /// <summary>Every kind, start and structure, with the library's own choice among them.</summary>
    private static Recipe Example(int at) => new()
    {
        Kind = at % 2 == 0 ? ModelKind.KMeans : ModelKind.Mixture,
        Clusters = 2 + (at % 3),
        Covariance = (CovarianceStructure)(at % 14),
        Start = (StartKind)(at % 3),
        Temperature = at % 4 == 2 ? 1.7 : 0,
        Seed = (ulong)(at * 7),
        Steps = at % 5 == 4 ? null : at,
    };

    private static Drawing ExampleDrawing(int at) => at % 2 == 0 ? Drawing.Of(new(Preset.All[at % Preset.All.Length].Key, 120, (ulong)at)) : Drawing.Of(new("elongated", 90, (ulong)at)).Move(3, new(0.1, 0.2)) with { Names = ("my x", "it's y") };

    [Fact]
    public void Steps_one_by_one_are_steps_at_once() => Gen.Select(Drawings.Presets, Recipes).Sample((drawing, recipe) =>
    {
        var rows = drawing.Rows;
        var walk = Walk.Of(rows, recipe).To(recipe.Steps!.Value);
        Assert.Equal(Numbers(ModelFile.ToJson(recipe.Fit(rows))), Numbers(ModelFile.ToJson(walk.Last)));
        var shown = recipe with { Steps = walk.Steps };
        Assert.Equal(Numbers(ModelFile.ToJson(shown.Fit(rows))), Numbers(ModelFile.ToJson(walk.Last)));
    }, iter: 200);

    [Fact]
    public void A_model_goes_on_from_where_it_is_on_other_points() => Gen.Select(Drawings.Presets, Recipes).Sample((drawing, recipe) =>
    {
        var rows = drawing.Rows;
        var walk = Walk.Of(rows, recipe).To(3);
        var same = Walk.From(walk.Last, rows, recipe).Next();
        Assert.Equal(Numbers(ModelFile.ToJson(walk.Next().Last)), Numbers(ModelFile.ToJson(same.Last)));
    }, iter: 50);

    [Theory]
    [MemberData(nameof(Some))]
    public void The_program_makes_the_same_model(int at)
    {
        using var folder = new Folder();
        var (drawing, recipe) = (ExampleDrawing(at), Example(at));
        var content = new TakeAwayContent(drawing, [], [recipe]);
        File.WriteAllText(folder["points.csv"], PointsCsv.Of(drawing));
        Compiled(CSharpCode.Of(content.Source with { File = folder["points.csv"] }, recipe, folder["model.json"]));
        Assert.Equal(Numbers(ModelFile.ToJson(recipe.Fit(drawing.Rows))), Numbers(File.ReadAllText(folder["model.json"])));
    }

    [Theory]
    [MemberData(nameof(Some))]
    public void The_command_makes_the_same_model(int at)
    {
        using var folder = new Folder();
        var (drawing, recipe) = (ExampleDrawing(at), Example(at));
        var source = new TakeAwayContent(drawing, [], [recipe]).Source with { File = folder["points.csv"] };
        File.WriteAllText(source.File, PointsCsv.Of(drawing));
        Run(CommandLine.Fit(source, recipe, folder["model.json"]));
        Assert.Equal(Numbers(ModelFile.ToJson(recipe.Fit(drawing.Rows))), Numbers(File.ReadAllText(folder["model.json"])));
        Run(CommandLine.Predict(source, recipe, folder["model.json"], folder["labelled.csv"]));
        Assert.Equal(drawing.Count + 1, File.ReadAllLines(folder["labelled.csv"]).Length);
    }

    [Fact]
    public void Words_with_other_letters_are_quoted() => Assert.Equal("mixtura fit 'my file.csv' --columns 'it'\\''s,y' ''", CommandLine.Line(["fit", "my file.csv", "--columns", "it's,y", ""]));

    private static void Run(IEnumerable<string> words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Cli.MixturaCommand.Run([.. words], TextReader.Null, output, error);
        Assert.Equal((0, ""), (code, code == 0 ? "" : error.ToString()));
    }

    /// <summary>Compiles a program as the SDK would, with the usual namespaces, and runs it here.</summary>
    private static void Compiled(string program)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Program" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;", options), CSharpSyntaxTree.ParseText(program, options)],
            references,
            new(OutputKind.ConsoleApplication));
        using var bytes = new MemoryStream();
        var emitted = compilation.Emit(bytes);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning).Select(d => d.ToString() + program));
        System.Reflection.Assembly.Load(bytes.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
    }

    /// <summary>The parameters of a model file: all of it but the story of its fit.</summary>
    private static string Numbers(string json)
    {
        using var document = JsonDocument.Parse(json);
        return string.Join('\n', document.RootElement.EnumerateObject().Where(p => p.Name != "report" && !Story.Contains(p.Name)).Select(p => $"{p.Name}: {p.Value.GetRawText()}"));
    }

    private sealed class Folder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("mixtura-bench-").FullName;

        public string this[string name] => Path.Combine(path, name);

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
