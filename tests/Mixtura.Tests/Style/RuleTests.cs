using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tests.Style;

/// <summary>A rule that finds nothing proves nothing until it has found something: each rule meets a file that breaks it, and one that does not.</summary>
public class RuleTests
{
    [Fact]
    public void Length_of_files()
    {
        Assert.Empty(Lengths.LongFiles([File("src/Mixtura/Em/A.cs", Lines(300))]));
        Assert.Equal(301, Assert.Single(Lengths.LongFiles([File("src/Mixtura/Em/A.cs", Lines(301))])).Size);
        Assert.Empty(Lengths.LongFiles([File("src/Mixtura/Kernels/A.cs", Lines(301))]));
    }

    [Fact]
    public void Length_of_functions()
    {
        // The signature and two braces are three lines more.
        Assert.Empty(Lengths.LongFunctions([File("src/A.cs", $"class A\n{{\nvoid F()\n{{\n{Lines(67)}}}\n}}\n")]));
        var long71 = Assert.Single(Lengths.LongFunctions([File("src/A.cs", $"class A\n{{\nvoid F()\n{{\n{Lines(68)}}}\n}}\n")]));
        Assert.Equal((71, 3), (long71.Size, long71.Line));
    }

    [Theory]
    [InlineData("FileHelper", true)]
    [InlineData("RowUtils", true)]
    [InlineData("FitManager", true)]
    [InlineData("Data2", true)]
    [InlineData("Utility", false)]
    [InlineData("Moments", false)]
    public void Vague_names(string name, bool isVague) =>
        Assert.Equal(isVague, Names.Vague([File($"src/{name}.cs", $"class {name};")]).Any());

    [Theory]
    [InlineData("src/Thing.cs", "class Thing; enum Companion { }", false)]
    [InlineData("src/Thing{T}.cs", "class Thing<T>;", false)]
    [InlineData("src/Thing.Part.cs", "partial class Thing;", false)]
    [InlineData("src/Usings.cs", "global using System;", false)]
    [InlineData("src/Program.cs", "System.Console.WriteLine(); class Thing;", false)]
    [InlineData("src/Thing.cs", "class Other;", true)]
    public void Names_of_files(string path, string text, bool isMisplaced) =>
        Assert.Equal(isMisplaced, Names.Misplaced([File(path, text)]).Any());

    [Theory]
    [InlineData("/// <summary>Lloyd (1982).</summary>", true)]
    [InlineData("/// <summary>k-means++ (Arthur and Vassilvitskii 2007, greedy variant).</summary>", true)]
    [InlineData("/// <summary>An old trick.</summary>", false)]
    [InlineData("// Lloyd (1982), but not for the reader of the documentation.", false)]
    public void Papers_are_named(string comment, bool isNamed) =>
        Assert.Equal(!isNamed, Papers.Unnamed([File("src/Mixtura/KMeans/KMeans.cs", $"{comment}\npublic class KMeans;")], "src/Mixtura").Any());

    [Theory]
    [InlineData("var a = Random.Shared.Next();", 1)]
    [InlineData("var a = System.DateTime.Now;", 1)]
    [InlineData("var a = System.Diagnostics.Stopwatch.GetTimestamp();", 0)]
    public void Calls_by_name(string statement, int count) =>
        Assert.Equal(count, BannedCalls.Spelled([File("src/A.cs", Function(statement))]).Count());

    [Theory]
    [InlineData("var a = Math.Exp(1);", 1)]
    [InlineData("var a = MathF.Tanh(1);", 1)]
    [InlineData("var a = double.Log(1);", 1)]
    [InlineData("Func<double, double> a = Math.Sin;", 1)]
    [InlineData("var a = System.Runtime.Intrinsics.Vector512.Exp(System.Runtime.Intrinsics.Vector512<double>.One);", 1)]
    [InlineData("var a = new Random(1);", 1)]
    [InlineData("Random a = new(1);", 1)]
    [InlineData("var a = Math.Sqrt(Math.Abs(-1.0)) + Math.FusedMultiplyAdd(1.0, 2, 3);", 0)]
    [InlineData("var a = double.Sqrt(2);", 0)]
    public void Calls_by_meaning(string statement, int count)
    {
        var file = File("src/Mixtura/A.cs", Function(statement));
        Assert.Equal(count, BannedCalls.Unreproducible([file], Library.Compile([file]), new HashSet<string>(StringComparer.Ordinal)).Count());
    }

    [Fact]
    public void Calls_by_meaning_through_a_type_parameter()
    {
        var file = File("src/Mixtura/A.cs", "static class A { static T F<T>(T x) where T : System.Numerics.IBinaryFloatingPointIeee754<T> => T.Exp(T.Sqrt(x)); }");
        Assert.Single(BannedCalls.Unreproducible([file], Library.Compile([file]), new HashSet<string>(StringComparer.Ordinal)));
        Assert.Empty(BannedCalls.Unreproducible([file], Library.Compile([file]), new HashSet<string>(StringComparer.Ordinal) { file.Path }));
    }

    [Fact]
    public void Floors_look_down_only()
    {
        SourceFile[] files =
        [
            File("src/Mixtura/Em/Loop.cs", "class Loop { Model? model; }"),
            File("src/Mixtura/KMeans/Model.cs", "class Model { Loop? loop; }"),
            File("src/Mixtura/Attic/Box.cs", "class Box;"),
        ];
        var broken = Floors.Broken(files, Library.Compile(files)).ToList();
        Assert.Equal(["src/Mixtura/Em/Loop.cs", "src/Mixtura/Attic/Box.cs"], broken.Select(f => f.Path));
        Assert.Equal("Em must not know Model of KMeans", broken[0].What);
    }

    [Fact]
    public void Documentation_may_look_up()
    {
        SourceFile[] files =
        [
            File("src/Mixtura/Em/Loop.cs", "/// <summary><see cref=\"Model\"/></summary>\nclass Loop;"),
            File("src/Mixtura/KMeans/Model.cs", "class Model;"),
        ];
        Assert.Empty(Floors.Broken(files, Library.Compile(files)));
    }

    [Theory]
    [InlineData("public void F() { }", "A.F has no summary")]
    [InlineData("/// <summary>F.</summary>\npublic void F(int x) { }", "A.F does not document its parameter x")]
    [InlineData("/// <summary>F.</summary>\npublic void F() => throw new System.InvalidOperationException();", "A.F does not document that it throws InvalidOperationException")]
    [InlineData("/// <summary>F.</summary>\n/// <param name=\"x\">x.</param>\npublic void F(int x) => System.ArgumentOutOfRangeException.ThrowIfNegative(x);", "A.F does not document that it throws ArgumentOutOfRangeException")]
    [InlineData("/// <summary>F.</summary>\n/// <exception cref=\"System.ArgumentException\">x.</exception>\npublic void F() => throw new System.ArgumentOutOfRangeException();", null)]
    [InlineData("/// <summary>F.</summary>\n/// <param name=\"x\">x.</param>\npublic void F(int x) { }", null)]
    [InlineData("internal void F(int x) { }", null)]
    [InlineData("/// <inheritdoc cref=\"A\"/>\npublic void F(int x) { }", null)]
    public void Documentation_of_members(string member, string? fault)
    {
        var file = File("src/Mixtura/A.cs", $"/// <summary>A.</summary>\npublic class A\n{{\n{member}\n}}");
        Assert.Equal(fault is null ? [] : [fault], Documentation.Missing([file], Library.Compile([file])).Select(f => f.What));
    }

    [Theory]
    [InlineData("Most steps.", false)]
    [InlineData("Most steps. Default: 300.", true)]
    [InlineData("The number of clusters. Required.", true)]
    public void Defaults_of_options(string summary, bool isSaid)
    {
        var file = File("src/Mixtura/AOptions.cs", $"/// <summary>A.</summary>\npublic sealed record AOptions\n{{\n/// <summary>{summary}</summary>\npublic int Steps {{ get; init; }}\n}}");
        Assert.Equal(!isSaid, Documentation.DefaultsUnsaid([file], Library.Compile([file])).Any());
    }

    [Theory]
    [InlineData("see /home/someone/file", 1)]
    [InlineData("\"C:\\data.csv\"", 1)]
    [InlineData("// TODO later", 1)]
    [InlineData("fixes issue #12", 1)]
    [InlineData("src/home/page and https://example.org/home/page", 0)]
    [InlineData("#!/usr/bin/env bash", 0)]
    public void Unfit_words(string text, int count) => Assert.Equal(count, Words.Unfit([("a.md", text)]).Count());

    [Fact]
    public void The_ratchet_lets_debts_shrink_only()
    {
        var known = Ratchet.Read("# debts\nlength a.cs 350\ncount b.cs 2\n");
        Assert.Empty(Ratchet.Compare("length", [new("a.cs", 1, "long", 350)], known));
        Assert.Single(Ratchet.Compare("length", [new("a.cs", 1, "long", 351)], known));
        Assert.Contains("length a.cs 340", Assert.Single(Ratchet.Compare("length", [new("a.cs", 1, "long", 340)], known)), StringComparison.Ordinal);
        Assert.Contains("take", Assert.Single(Ratchet.Compare("length", [], known)), StringComparison.Ordinal);
        Assert.Empty(Ratchet.Compare("count", [new("b.cs", 1, "x"), new("b.cs", 2, "y")], known));
        Assert.Equal(3, Ratchet.Compare("count", [new("b.cs", 1, "x"), new("b.cs", 2, "y"), new("b.cs", 3, "z")], known).Count);
        Assert.Single(Ratchet.Compare("count", [new("b.cs", 1, "x"), new("b.cs", 2, "y"), new("c.cs", 3, "z")], known));
    }

    private static SourceFile File(string path, string text) => SourceFile.Parse(path, text);

    private static string Lines(int count) => string.Concat(Enumerable.Repeat(";\n", count));

    private static string Function(string statement) => $"static class A {{ static void F() {{ {statement} }} }}";
}
